export {};
//# sourceMappingURL=trade.spec.d.ts.map