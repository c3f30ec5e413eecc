export {};
//# sourceMappingURL=thread.spec.d.ts.map