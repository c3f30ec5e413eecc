export {};
//# sourceMappingURL=popular.spec.d.ts.map