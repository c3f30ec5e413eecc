export {};
//# sourceMappingURL=bought-together.spec.d.ts.map