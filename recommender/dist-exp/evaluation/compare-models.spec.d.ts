export {};
//# sourceMappingURL=compare-models.spec.d.ts.map