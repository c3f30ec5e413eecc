export {};
//# sourceMappingURL=ease.spec.d.ts.map