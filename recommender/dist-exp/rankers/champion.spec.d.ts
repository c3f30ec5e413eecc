export {};
//# sourceMappingURL=champion.spec.d.ts.map