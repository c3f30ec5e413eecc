import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { EventStore } from '../store/event-store.js';
import { temporaryFolder } from '../testing/server-process.js';
import { checkLog } from './check-log.js';
import { Scavenger } from './scavenger.js';

const tell = (): void => undefined;
const any = { kind: 'any' } as const;

/** Numbers from 0 up to 1 that are the same in each run (a linear congruence, Numerical Recipes). */
const numbers = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
};

describe('the check of a log', function () {
  this.timeout(60_000);
  const folder = temporaryFolder();
  const log = join(folder.path, 'log');
  const segments = (): readonly string[] => readdirSync(log).filter((name) => name.endsWith('.log'));

  before(async () => {
    const store = EventStore.open(folder.path, { segmentBytes: 5_000, tell });
    await store.begin();
    for (let n = 0; n < 80; n++) {
      const id = `00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;
      const data = Buffer.from(JSON.stringify({ n, filler: 'x'.repeat(100) }));
      const event = { id, type: 'thing', contentType: 'application/json', data, metadata: Buffer.alloc(0) };
      await store.append(`cart-${(n % 4).toString()}`, any, [event]);
    }
    await store.append('$$cart-0', any, [
      {
        ...{ id: 'ffffffff-0000-4000-8000-000000000000', type: '$metadata', contentType: 'application/json' },
        ...{ data: Buffer.from('{"$maxCount":2}'), metadata: Buffer.alloc(0) },
      },
    ]);
    await new Scavenger(store, tell).start().done;
    await store.close();
  });
  after(() => {
    folder.remove();
  });

  it('finds nothing in a log that is whole', () => {
    expect(checkLog(log).findings).to.deep.equal([]);
  });
  it('finds each of 1,000 single bits that are wrong, and names the file', () => {
    const random = numbers(20_261_124);
    const files = segments();
    const missed: string[] = [];
    for (let n = 0; n < 1_000; n++) {
      const name = files[Math.floor(random() * files.length)] ?? '';
      const path = join(log, name);
      const sound = readFileSync(path);
      if (sound.length === 0) continue;
      const bit = Math.floor(random() * sound.length * 8);
      const bytes = Buffer.from(sound);
      bytes.writeUInt8(bytes.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      writeFileSync(path, bytes);
      const found = checkLog(log).findings.filter(({ file, kind }) => file === path && kind !== 'index');
      if (found.length === 0) missed.push(`bit ${bit.toString()} of ${name}`);
      writeFileSync(path, sound);
    }
    expect(missed).to.deep.equal([]);
  });
});
