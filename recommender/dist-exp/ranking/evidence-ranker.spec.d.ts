export {};
//# sourceMappingURL=evidence-ranker.spec.d.ts.map