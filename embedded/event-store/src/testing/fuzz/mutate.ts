import type { SeededRandom } from '../seeded-random.js';

const LARGEST = 64 * 1024;
/** Numbers at which wire formats break: ends of 7, 14, 31, 32, 53, 63 and 64 bits, as varints. */
const ODD_NUMBERS = ['00', '7f', '8001', 'ff7f', 'ffffffff07', 'ffffffff0f', 'ffffffffffffff0f', 'ffffffffffffffff7f']
  .concat(['ffffffffffffffffff01', 'ffffffffffffffffffff', '80808080808080808000'])
  .map((hex) => Buffer.from(hex, 'hex'));

const kinds = {
  flip: (bytes: Buffer, random: SeededRandom) => {
    const flipped = Buffer.from(bytes);
    for (let times = 1 + random.below(4); times > 0 && flipped.length > 0; times--) {
      const at = random.below(flipped.length);
      flipped.writeUInt8(flipped.readUInt8(at) ^ (1 << random.below(8)), at);
    }
    return flipped;
  },
  cut: (bytes: Buffer, random: SeededRandom) => bytes.subarray(0, random.below(bytes.length + 1)),
  insert: (bytes: Buffer, random: SeededRandom) => spliced(bytes, random, random.bytes(1 + random.below(16)), 0),
  number: (bytes: Buffer, random: SeededRandom) => spliced(bytes, random, random.pick(ODD_NUMBERS), 1),
  remove: (bytes: Buffer, random: SeededRandom) => spliced(bytes, random, Buffer.alloc(0), 1 + random.below(16)),
  repeat: (bytes: Buffer, random: SeededRandom) => {
    const from = random.below(bytes.length + 1);
    return spliced(bytes, random, bytes.subarray(from, from + 1 + random.below(200)), 0);
  },
};

const spliced = (bytes: Buffer, random: SeededRandom, put: Buffer, instead: number): Buffer => {
  const at = random.below(bytes.length + 1);
  return Buffer.concat([bytes.subarray(0, at), put, bytes.subarray(at + instead)]);
};

/** Bytes that are nearly these, at most 64 KB of them. `others` are what a piece of may be put into them. */
export const mutate = (bytes: Buffer, others: readonly Buffer[], random: SeededRandom): Buffer => {
  if (random.chance(0.05)) return random.bytes(random.below(300));
  let mutated = bytes;
  for (let times = 1 + random.below(3); times > 0; times--) {
    const kind = random.weighted({ flip: 4, cut: 1, insert: 2, number: 3, remove: 2, repeat: 1, mix: 1 });
    mutated =
      kind === 'mix'
        ? Buffer.concat([mutated.subarray(0, random.below(mutated.length + 1)), kinds.cut(random.pick(others), random)])
        : kinds[kind](mutated, random);
  }
  return mutated.subarray(0, LARGEST);
};
