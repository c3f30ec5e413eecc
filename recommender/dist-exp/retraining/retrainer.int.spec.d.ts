export {};
//# sourceMappingURL=retrainer.int.spec.d.ts.map