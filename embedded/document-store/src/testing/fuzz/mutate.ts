import type { SeededRandom } from '../seeded-random.js';
import { wholeFrames } from './frames.js';

const header = 16;
/** Lengths and counts that programs stumble over. */
const numbers = [0, 1, 4, 5, -1, 0x7fff_ffff, -0x8000_0000, 0x00ff_ffff, 16_777_216, 48_000_001];

/** A message that is broken in one to four places, the same for the same state of chance. */
export function mutatedFrame(random: SeededRandom): Buffer {
  let frame: Buffer = Buffer.from(random.pick(wholeFrames));
  for (let change = random.below(4); change >= 0; change -= 1) frame = mutate(frame, random);
  // The length stays right most of the time, so that the rest is looked at.
  if (frame.length >= 4 && random.below(20) > 0) frame.writeInt32LE(frame.length, 0);
  return frame;
}

function mutate(frame: Buffer, random: SeededRandom): Buffer {
  const at = Math.min(
    frame.length - 1,
    random.below(20) === 0 ? random.below(header) : header + random.below(frame.length),
  );
  if (at < 0) return frame;
  switch (random.below(8)) {
    case 0:
      return frame.subarray(0, at);
    case 1:
      return Buffer.concat([frame.subarray(0, at), frame.subarray(at + 1 + random.below(8))]);
    case 2:
      return Buffer.concat([
        frame.subarray(0, at),
        Buffer.alloc(1 + random.below(12), random.below(256)),
        frame.subarray(at),
      ]);
    case 3: {
      const other = random.pick(wholeFrames);
      return Buffer.concat([frame.subarray(0, at), other.subarray(Math.min(at, other.length))]);
    }
    case 4:
      if (at + 4 <= frame.length) frame.writeInt32LE(random.pick(numbers), at);
      return frame;
    case 5: {
      const from = header + random.below(frame.length);
      return Buffer.concat([frame.subarray(0, at), frame.subarray(from, from + random.below(64)), frame.subarray(at)]);
    }
    case 6:
      frame.writeUInt8((frame[at] ?? 0) ^ (1 << random.below(8)), at);
      return frame;
    default:
      frame.writeUInt8(random.below(256), at);
      return frame;
  }
}
