export {};
//# sourceMappingURL=listwise-network.spec.d.ts.map