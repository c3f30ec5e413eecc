export {};
//# sourceMappingURL=generators.spec.d.ts.map