export {};
//# sourceMappingURL=training-thread.d.ts.map