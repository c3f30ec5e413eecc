export {};
//# sourceMappingURL=arrange.spec.d.ts.map