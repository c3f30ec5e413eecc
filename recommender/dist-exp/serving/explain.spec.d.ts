export {};
//# sourceMappingURL=explain.spec.d.ts.map