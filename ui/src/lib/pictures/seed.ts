/** A number from words, the same in every process (FNV-1a, 32 bits). */
export const hashOf = (words: string): number => {
  let hash = 0x811c9dc5;
  for (const letter of words) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return hash;
};

/** Throws of a die that fall the same for the same seed: each call answers with a number in [0, 1). */
export type Chance = () => number;

export const chanceFrom = (seed: number): Chance => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    const mixed = Math.imul(state ^ (state >>> 15), state | 1);
    const more = mixed ^ (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61));
    return ((more ^ (more >>> 14)) >>> 0) / 0x1_0000_0000;
  };
};

/** One of several, by chance. */
export const oneOf = <Thing>(things: readonly [Thing, ...Thing[]], chance: Chance): Thing =>
  things[Math.floor(chance() * things.length)] ?? things[0];
