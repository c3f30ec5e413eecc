export {};
//# sourceMappingURL=evaluate.spec.d.ts.map