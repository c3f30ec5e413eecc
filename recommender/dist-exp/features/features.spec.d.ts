export {};
//# sourceMappingURL=features.spec.d.ts.map