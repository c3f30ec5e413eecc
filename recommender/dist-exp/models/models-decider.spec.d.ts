export {};
//# sourceMappingURL=models-decider.spec.d.ts.map