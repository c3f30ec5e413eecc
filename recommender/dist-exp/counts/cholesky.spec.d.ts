export {};
//# sourceMappingURL=cholesky.spec.d.ts.map