export {};
//# sourceMappingURL=champion-in-force.int.spec.d.ts.map