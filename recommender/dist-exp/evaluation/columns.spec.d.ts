export {};
//# sourceMappingURL=columns.spec.d.ts.map