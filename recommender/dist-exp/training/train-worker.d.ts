export {};
//# sourceMappingURL=train-worker.d.ts.map