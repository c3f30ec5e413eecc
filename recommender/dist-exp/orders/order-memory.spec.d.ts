export {};
//# sourceMappingURL=order-memory.spec.d.ts.map