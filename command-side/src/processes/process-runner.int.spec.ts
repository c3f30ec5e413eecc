import { randomUUID } from 'node:crypto';
import { jsonEvent } from '@eventstore/db-client';
import { expect } from 'chai';
import type { Recorded } from '@storefold/contracts';
import { Unavailable } from '@storefold/platform';
import { silent } from '../testing/contexts.js';
import { eventually, startStores, type Stores } from '../testing/running-shop.js';
import { ProcessGroup } from './process-group.js';
import { startProcess, type RunningProcess } from './process-runner.js';

describe('a process that follows the log', function () {
  this.timeout(30_000);
  let stores: Stores;
  let running: RunningProcess | undefined;
  let names = 0;
  let name = '';
  let group: ProcessGroup;

  before(async () => {
    stores = await startStores();
  });
  after(() => stores.close());
  beforeEach(() => {
    name = `runner-${(++names).toString()}`;
    group = new ProcessGroup(stores.eventStore, name, ['OrderConfirmed']);
  });
  afterEach(async () => {
    await running?.close();
    running = undefined;
  });

  /** Starts it anew; `fails` names what is wrong with an event. Answers what it deals with, as it does. */
  const start = (
    fails: (event: Recorded) => Error | undefined = () => undefined,
    eventTypes = ['OrderConfirmed'],
    asks?: (event: Recorded) => boolean,
  ) => {
    const handled: string[] = [];
    const process = startProcess({
      ...{ name, client: stores.eventStore, eventTypes, logger: silent },
      replayMs: { first: 50, most: 200 },
      keyOf: ({ streamId }) => streamId,
      ...(asks ? { asks } : {}),
      handle: (event) => {
        // Each story has the log to itself.
        if (!event.streamId.startsWith(`order-${name}`)) return Promise.resolve();
        const failure = fails(event);
        if (failure) return Promise.reject(failure);
        handled.push(`${event.streamId.slice(`order-${name}-`.length)}${event.revision.toString()}`);
        return Promise.resolve();
      },
    });
    running = process;
    const deals = (what: string) => eventually(`deals with ${what}`, () => Promise.resolve(handled.includes(what)));
    return { process, handled, deals };
  };
  const parked = () => group.parked();
  const at = (key: string) => `order-${name}-${key}`;
  const happens = async (key: string) => {
    const metadata = {
      ...{ $correlationId: 'c', $causationId: 'c', commandId: 'c', actor: { kind: 'system', id: 'spec' } },
      ...{ occurredAt: '2026-01-01T00:00:00.000Z', origin: 'live', schemaVersion: 1 },
    };
    await stores.eventStore.appendToStream(
      at(key),
      jsonEvent({ id: randomUUID(), type: 'OrderConfirmed', data: { orderId: key }, metadata }),
    );
  };

  it('goes on with other orders while one cannot be dealt with, and says which', async () => {
    let broken = true;
    const { process, handled, deals } = start(({ streamId }) =>
      broken && streamId === at('a') ? new Error('the shelf is on fire') : undefined,
    );
    await happens('a');
    await eventually('it says what is wrong', () => Promise.resolve(process.trouble() !== undefined));
    for (const key of ['b', 'a', 'c']) await happens(key);
    await deals('b0');
    await deals('c0');
    expect(process.trouble()).to.equal(`${name} is stuck at ${at('a')}: the shelf is on fire`);
    expect(process.goesOn()).to.equal(true);
    broken = false;
    await deals('a1');
    expect(handled.filter((what) => what.startsWith('a'))).to.deep.equal(['a0', 'a1']);
    await eventually('it is well again', () => Promise.resolve(process.trouble() === undefined));
  });

  it('takes up again after a restart what it had set aside, and nothing else', async () => {
    const first = start(({ streamId }) => (streamId === at('a') ? new Error('not today') : undefined));
    for (const key of ['a', 'b', 'a']) await happens(key);
    await first.deals('b0');
    await eventually('it says what is wrong', () => Promise.resolve(first.process.trouble() !== undefined));
    await first.process.close();

    const second = start();
    await second.deals('a1');
    await happens('d');
    await second.deals('d0');
    expect(second.handled).to.deep.equal(['a0', 'a1', 'd0']);
    await second.process.close();

    const third = start();
    await happens('e');
    await third.deals('e0');
    expect(third.handled).to.deep.equal(['e0']);
  });

  it('holds what comes while a store is away, and parks nothing', async () => {
    let away = true;
    const { process, handled, deals } = start(({ streamId }) =>
      away && streamId === at('a') ? new Unavailable('later') : undefined,
    );
    await happens('a');
    await eventually('it says what is wrong', () => Promise.resolve(process.trouble() !== undefined));
    expect(process.goesOn()).to.equal(false);
    await happens('b');
    await deals('b0');
    away = false;
    await deals('a0');
    expect(handled).to.deep.equal(['b0', 'a0']);
    expect(await parked()).to.equal(0);
  });

  it('lets what asks for nothing go at once, ahead of what its key waits for', async () => {
    let held = true;
    const asked: string[] = [];
    const { deals } = start(
      ({ streamId }) => (held && streamId === at('a') ? new Unavailable('later') : undefined),
      undefined,
      ({ streamId, revision }) => {
        if (streamId === at('a')) asked.push(revision.toString());
        return revision === 0n;
      },
    );
    // More than may be in hand, all but the first of one key that waits.
    for (let n = 0; n < 70; n++) await happens('a');
    await happens('b');
    await deals('b0');
    expect(asked).to.include('69');
    held = false;
    await deals('a0');
  });

  it('parks what it cannot deal with, over restarts, and deals with it when it is offered again', async () => {
    const first = start(({ streamId }) => (streamId === at('a') ? new Error('the shelf is on fire') : undefined));
    await happens('a');
    await eventually('it is parked', async () => (await parked()) === 1);
    await first.process.close();

    let broken = true;
    const second = start(({ streamId }) => (broken && streamId === at('a') ? new Error('still') : undefined));
    await eventually('it says so', () => Promise.resolve(second.process.trouble() !== undefined));
    expect(second.process.goesOn()).to.equal(true);
    broken = false;
    await second.deals('a0');
    await eventually('it is well', () => Promise.resolve(second.process.trouble() === undefined));
    expect(await parked()).to.equal(0);
  });

  it('shares the work between its instances: each event goes to one of them', async () => {
    const one = start();
    const other = start();
    const keys = Array.from({ length: 40 }, (_, index) => `k${index.toString()}`);
    for (const key of keys) await happens(key);
    const all = () => [...one.handled, ...other.handled].sort();
    await eventually('all is dealt with', () => Promise.resolve(all().length >= keys.length));
    expect(all()).to.deep.equal(keys.map((key) => `${key}0`).sort());
    expect(one.handled).not.to.have.length(0);
    expect(other.handled).not.to.have.length(0);
    await one.process.close();
  });

  it('goes on where it was when a release follows other types, with what was parked', async () => {
    const first = start(({ streamId }) => (streamId === at('a') ? new Error('not by this release') : undefined));
    for (const key of ['b', 'a', 'c']) await happens(key);
    await first.deals('c0');
    await eventually('it is parked', async () => (await parked()) === 1);
    await eventually('the store knows how far it came', async () => {
      const { stats } = await stores.eventStore.getPersistentSubscriptionToAllInfo(group.name);
      const [came, known] = [stats.lastCheckpointedEventPosition, stats.lastKnownEventPosition];
      return came !== undefined && came.commit === known?.commit;
    });
    await first.process.close();

    const second = start(undefined, ['OrderConfirmed', 'OrderCancelled']);
    await second.deals('a0');
    await second.deals('c0');
    expect(second.handled).not.to.include('b0');
  });
});
