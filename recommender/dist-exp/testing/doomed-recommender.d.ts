export {};
//# sourceMappingURL=doomed-recommender.d.ts.map