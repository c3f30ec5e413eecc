export {};
//# sourceMappingURL=training-claim.spec.d.ts.map