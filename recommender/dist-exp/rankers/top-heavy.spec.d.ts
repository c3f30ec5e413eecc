export {};
//# sourceMappingURL=top-heavy.spec.d.ts.map