export {};
//# sourceMappingURL=serving.spec.d.ts.map