export {};
//# sourceMappingURL=kills.int.spec.d.ts.map