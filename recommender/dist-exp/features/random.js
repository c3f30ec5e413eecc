/** Mulberry32 (Ettinger, public domain): 32 bits of state, good enough for sampling. */
export const seededRandom = (seed) => {
    let state = seed | 0;
    return () => {
        state = (state + 0x6d2b79f5) | 0;
        let mixed = Math.imul(state ^ (state >>> 15), state | 1);
        mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
        return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
    };
};
/** Shuffles in place (Fisher and Yates). */
export const shuffle = (values, random) => {
    for (let at = values.length - 1; at > 0; at--) {
        const other = Math.floor(random() * (at + 1));
        const kept = values[at] ?? 0;
        values[at] = values[other] ?? 0;
        values[other] = kept;
    }
};
//# sourceMappingURL=random.js.map