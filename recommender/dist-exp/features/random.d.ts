/** Numbers that look random and follow from a seed: the same on every machine. @returns 0 <= x < 1 */
export type Random = () => number;
/** Mulberry32 (Ettinger, public domain): 32 bits of state, good enough for sampling. */
export declare const seededRandom: (seed: number) => Random;
/** Shuffles in place (Fisher and Yates). */
export declare const shuffle: (values: Int32Array | number[], random: Random) => void;
//# sourceMappingURL=random.d.ts.map