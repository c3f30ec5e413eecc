export {};
//# sourceMappingURL=split.spec.d.ts.map