export {};
//# sourceMappingURL=faults.spec.d.ts.map