export {};
//# sourceMappingURL=pace.spec.d.ts.map