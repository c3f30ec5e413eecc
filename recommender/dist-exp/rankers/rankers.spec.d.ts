export {};
//# sourceMappingURL=rankers.spec.d.ts.map