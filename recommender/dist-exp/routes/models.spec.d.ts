export {};
//# sourceMappingURL=models.spec.d.ts.map