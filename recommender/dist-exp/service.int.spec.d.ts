export {};
//# sourceMappingURL=service.int.spec.d.ts.map