export {};
//# sourceMappingURL=model.spec.d.ts.map