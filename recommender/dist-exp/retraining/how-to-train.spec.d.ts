export {};
//# sourceMappingURL=how-to-train.spec.d.ts.map