export {};
//# sourceMappingURL=strongest.spec.d.ts.map