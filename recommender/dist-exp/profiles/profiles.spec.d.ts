export {};
//# sourceMappingURL=profiles.spec.d.ts.map