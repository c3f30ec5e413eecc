export {};
//# sourceMappingURL=steady-times.spec.d.ts.map