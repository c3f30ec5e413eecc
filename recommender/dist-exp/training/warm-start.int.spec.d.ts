export {};
//# sourceMappingURL=warm-start.int.spec.d.ts.map