export {};
//# sourceMappingURL=history-builder.spec.d.ts.map