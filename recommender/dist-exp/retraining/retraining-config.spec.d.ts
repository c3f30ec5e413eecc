export {};
//# sourceMappingURL=retraining-config.spec.d.ts.map