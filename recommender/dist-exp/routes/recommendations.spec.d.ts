export {};
//# sourceMappingURL=recommendations.spec.d.ts.map