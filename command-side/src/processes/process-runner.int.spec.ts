import { randomUUID } from 'node:crypto';
import { jsonEvent } from '@eventstore/db-client';
import { expect } from 'chai';
import type { Recorded } from '@storefold/contracts';
import { Unavailable } from '@storefold/platform';
import { silent } from '../testing/contexts.js';
import { eventually, startStores, type Stores } from '../testing/running-shop.js';
import { ProcessCheckpoint } from './process-checkpoint.js';
import { startProcess, type RunningProcess } from './process-runner.js';

describe('a process that follows the log', function () {
  this.timeout(30_000);
  let stores: Stores;
  let running: RunningProcess | undefined;
  let names = 0;
  let name = '';

  before(async () => {
    stores = await startStores();
  });
  after(() => stores.close());
  beforeEach(() => {
    name = `runner-${(++names).toString()}`;
  });
  afterEach(async () => {
    await running?.close();
    running = undefined;
  });

  /** Starts it anew; `fails` names what is wrong with an event. Answers what it deals with, as it does. */
  const start = (fails: (event: Recorded) => Error | undefined = () => undefined) => {
    const handled: string[] = [];
    const process = startProcess({
      ...{ name, client: stores.eventStore, eventTypes: ['OrderConfirmed'], logger: silent },
      checkpoint: new ProcessCheckpoint(stores.eventStore, name),
      keyOf: ({ streamId }) => streamId,
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

  it('waits with everything while a store is away, and sets nothing aside', async () => {
    let away = true;
    const { process, handled, deals } = start(({ streamId }) =>
      away && streamId === at('a') ? new Unavailable('later') : undefined,
    );
    await happens('a');
    await eventually('it says what is wrong', () => Promise.resolve(process.trouble() !== undefined));
    expect(process.goesOn()).to.equal(false);
    await happens('b');
    away = false;
    await deals('b0');
    expect(handled).to.deep.equal(['a0', 'b0']);
  });
});
