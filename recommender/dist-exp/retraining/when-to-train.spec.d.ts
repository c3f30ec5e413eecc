export {};
//# sourceMappingURL=when-to-train.spec.d.ts.map