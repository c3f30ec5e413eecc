export {};
//# sourceMappingURL=knowledge.spec.d.ts.map