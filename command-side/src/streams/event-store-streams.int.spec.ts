import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { OutcomeUnknown, type StreamStore } from './stream-store.js';
import { eventStoreStreams } from './event-store-streams.js';
import { startStores, type Stores } from '../testing/running-shop.js';
import { contextOf } from '../testing/contexts.js';
import { decideBatch } from './decide-batch.js';
import { unfolded } from './folded-stream.js';
import { firedDecider } from '../timers/timer-decider.js';

describe('a stream that is read', function () {
  this.timeout(60_000);
  let stores: Stores;
  let store: StreamStore;
  before(async () => {
    stores = await startStores();
    store = eventStoreStreams(stores.eventStore);
  });
  after(() => stores.close());

  /** Where no answer comes, the same events again after a while: they are harmless, and so a mailbox does it, too. */
  const append: StreamStore['append'] = async (...what) => {
    for (let tries = 1; ; tries++)
      try {
        return await store.append(...what);
      } catch (error) {
        if (!(error instanceof OutcomeUnknown) || tries === 6) throw error;
        await sleep(tries * 300);
      }
  };

  /** Makes a stream go on to so many events. */
  const fill = async (streamId: string, from: number, upTo: number): Promise<void> => {
    for (let at = from; at < upTo;) {
      const waiting = Array.from({ length: Math.min(500, upTo - at) }, (_, n) => ({
        command: { through: new Date(at + n).toISOString() },
        context: contextOf(`${streamId} ${(at + n).toString()}`),
        resolve: () => undefined,
        reject: () => undefined,
      }));
      const { events } = decideBatch(firedDecider, streamId, unfolded(firedDecider), waiting);
      const result = await append(streamId, events, BigInt(at - 1));
      expect([result.kind, events.length]).to.deep.equal(['appended', waiting.length]);
      at += events.length;
    }
  };
  const revisions = async (streamId: string, from: bigint): Promise<readonly number[]> => {
    const found: number[] = [];
    await store.read(streamId, from, ({ revision }) => found.push(Number(revision)));
    return found;
  };
  const upTo = (from: number, to: number) => Array.from({ length: to - from }, (_, n) => from + n);

  it('is read to its end, however many pages it fills', async () => {
    expect(await revisions('timer-none', 0n)).to.deep.equal([]);
    await fill('timer-long', 0, 4_999);
    expect(await revisions('timer-long', 0n)).to.deep.equal(upTo(0, 4_999));
    await fill('timer-long', 4_999, 5_000);
    expect(await revisions('timer-long', 0n)).to.deep.equal(upTo(0, 5_000));
    await fill('timer-long', 5_000, 10_001);
    expect(await revisions('timer-long', 0n)).to.deep.equal(upTo(0, 10_001));
    expect(await revisions('timer-long', 3n)).to.deep.equal(upTo(3, 10_001));
    expect(await revisions('timer-long', 10_001n)).to.deep.equal([]);
  });
});
