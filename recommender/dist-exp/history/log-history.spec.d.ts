export {};
//# sourceMappingURL=log-history.spec.d.ts.map