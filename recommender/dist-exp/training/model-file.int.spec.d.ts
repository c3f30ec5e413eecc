export {};
//# sourceMappingURL=model-file.int.spec.d.ts.map