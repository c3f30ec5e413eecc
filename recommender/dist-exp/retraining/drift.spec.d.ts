export {};
//# sourceMappingURL=drift.spec.d.ts.map