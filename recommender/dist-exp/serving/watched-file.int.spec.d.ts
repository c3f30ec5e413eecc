export {};
//# sourceMappingURL=watched-file.int.spec.d.ts.map