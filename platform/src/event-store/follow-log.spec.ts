import { expect } from 'chai';
import { PassThrough } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { createLogger } from '../telemetry/logger.js';
import { followLog, type FollowLog } from './follow-log.js';
import type { LogEntry } from './waiting.js';

const entry = (position: bigint): LogEntry => ({
  id: `e${position.toString()}`,
  streamId: 'order-1',
  revision: position,
  type: 'OrderConfirmed',
  created: new Date(0),
  data: {},
  metadata: {},
  position: { commit: position },
});

/** A log whose subscriptions are driven by hand. */
class FakeLog {
  readonly from: unknown[] = [];
  #stream = new PassThrough({ objectMode: true });
  #checkpoint: (at: bigint) => void = () => undefined;

  readonly client = {
    subscribeToAll: (
      options: {
        fromPosition?: unknown;
        filter?: { checkpointReached?: (s: never, at: { commit: bigint }) => unknown };
      } = {},
    ) => {
      this.from.push(options.fromPosition);
      const stream = new PassThrough({ objectMode: true });
      this.#stream = stream;
      this.#checkpoint = (at) => options.filter?.checkpointReached?.(undefined as never, { commit: at });
      return Object.assign(stream, { unsubscribe: () => Promise.resolve() });
    },
    // The follower uses no more of a client than this.
  } as unknown as FollowLog['client'];

  say(...positions: readonly bigint[]): void {
    for (const position of positions) this.#stream.write({ event: entry(position) });
  }
  checkpoint(at: bigint): void {
    this.#checkpoint(at);
  }
  caughtUp(): void {
    this.#stream.emit('caughtUp');
  }
  breakOff(): void {
    this.#stream.destroy(new Error('connection lost'));
  }
}

const follow = (log: FakeLog, more: Partial<FollowLog> = {}) => {
  const batches: { positions: bigint[]; considered: bigint }[] = [];
  const stop = new AbortController();
  const ended = followLog({
    client: log.client,
    from: undefined,
    signal: stop.signal,
    logger: createLogger('follower', 'silent'),
    onBatch: (entries, considered) => {
      batches.push({ positions: entries.map((e) => e.position.commit), considered });
      return Promise.resolve();
    },
    ...more,
  });
  return { batches, ended, stop: () => (stop.abort(), ended), all: () => batches.flatMap((b) => b.positions) };
};

describe('a follower of the log', () => {
  it('hands over every event once and in order, in batches no larger than told', async () => {
    const log = new FakeLog();
    const reader = follow(log, { maxBatch: 10 });
    const positions = Array.from({ length: 95 }, (_, i) => BigInt(i + 1));
    log.say(...positions);
    await sleep(30);
    await reader.stop();
    expect(reader.all()).to.deep.equal(positions);
    expect(Math.max(...reader.batches.map((b) => b.positions.length))).to.be.at.most(10);
  });

  it('tells that history is read when it is dealt with, not before', async () => {
    const log = new FakeLog();
    const happened: string[] = [];
    let release = (): void => undefined;
    const reader = follow(log, {
      maxBatch: 2,
      onBatch: async (entries) => {
        happened.push(`began ${entries.length.toString()}`);
        await new Promise<void>((resolve) => (release = resolve));
        happened.push('done');
      },
      onCaughtUp: () => happened.push('caught up'),
    });
    log.say(1n, 2n, 3n);
    await sleep(20);
    log.caughtUp();
    await sleep(20);
    expect(happened).not.to.include('caught up');
    for (let tries = 0; tries < 20 && !happened.includes('caught up'); tries++) {
      release();
      await sleep(5);
    }
    expect(happened.filter((what) => what.startsWith('began'))).to.have.length.greaterThan(1);
    expect(happened.at(-1)).to.equal('caught up');
    expect(happened.filter((what) => what === 'caught up')).to.have.length(1);
    await reader.stop();
  });

  it('waits for the one who takes, and loses nothing meanwhile', async () => {
    const log = new FakeLog();
    let running = 0;
    const seen: bigint[] = [];
    const reader = follow(log, {
      maxBatch: 5,
      onBatch: async (entries) => {
        expect(++running).to.equal(1);
        await sleep(2);
        running--;
        seen.push(...entries.map((e) => e.position.commit));
      },
    });
    const positions = Array.from({ length: 60 }, (_, i) => BigInt(i + 1));
    for (const position of positions) {
      log.say(position);
      if (position % 7n === 0n) await sleep(1);
    }
    await sleep(100);
    await reader.stop();
    expect(seen).to.deep.equal(positions);
  });

  it('tells that the log was looked at further, also when nothing in it was for us', async () => {
    const log = new FakeLog();
    const reader = follow(log);
    log.checkpoint(900n);
    await sleep(10);
    await reader.stop();
    expect(reader.batches).to.deep.equal([{ positions: [], considered: 900n }]);
  });

  it('never says that it considered more than it handed over', async () => {
    const log = new FakeLog();
    let release: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (release = resolve));
    const seen: { last: bigint | undefined; considered: bigint }[] = [];
    const reader = follow(log, {
      maxBatch: 2,
      onBatch: async (entries, considered) => {
        seen.push({ last: entries.at(-1)?.position.commit, considered });
        await gate;
      },
    });
    log.say(1n, 2n, 3n, 4n, 5n, 6n, 7n, 8n);
    await sleep(5);
    log.checkpoint(50n);
    await sleep(5);
    release();
    await sleep(20);
    await reader.stop();
    for (const { last, considered } of seen.slice(0, -1)) expect(considered).to.equal(last);
    expect(seen.at(-1)?.considered).to.equal(50n);
  });

  it('subscribes again from where it was when the connection breaks', async () => {
    const log = new FakeLog();
    const reader = follow(log, { from: 3n });
    log.say(4n, 5n);
    await sleep(10);
    log.breakOff();
    await sleep(120);
    log.say(6n);
    await sleep(10);
    await reader.stop();
    expect(log.from).to.deep.equal([
      { commit: 3n, prepare: 3n },
      { commit: 5n, prepare: 5n },
    ]);
    expect(reader.all()).to.deep.equal([4n, 5n, 6n]);
  });

  it('ends with the error of the one who takes', async () => {
    const log = new FakeLog();
    const reader = follow(log, { onBatch: () => Promise.reject(new Error('cannot fold')) });
    log.say(1n);
    let failure: unknown;
    await reader.ended.catch((error: unknown) => (failure = error));
    expect(String(failure)).to.contain('cannot fold');
  });
});
