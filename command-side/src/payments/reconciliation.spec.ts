import { expect } from 'chai';
import { mostDifferences, type ShopEvent } from '@storefold/contracts';
import { createStreamRuntime } from '../streams/stream-runtime.js';
import { authorised, captured, intentSeen, orderId, started } from '../testing/card-events.js';
import { silent } from '../testing/contexts.js';
import { MemoryStore } from '../testing/memory-store.js';
import type { CardContext } from './card-payments.js';
import type { IntentSeen } from './card-sightings.js';
import { paymentDecider } from './payment-decider.js';
import { ReconciliationHandlers } from './reconciliation-handlers.js';
import { ReconcilePayments } from './reconciliation.js';

const context: CardContext = {
  ...{ actor: { kind: 'process', id: 'reconciling' }, correlationId: 'reconciliation' },
  ...{ causationId: undefined, traceparent: undefined },
};

/** A gateway's list, an account, and books in which what differs is kept. */
const desk = () => {
  const known = { here: [] as readonly ShopEvent[], listed: [] as readonly IntentSeen[], asked: 0 };
  let hours = 0;
  const clock = () => new Date(Date.UTC(2026, 10, 26, hours++)).toISOString();
  const runtime = createStreamRuntime({ store: new MemoryStore(), logger: silent, retryPace: 0 });
  const books = new ReconciliationHandlers(runtime, clock);
  /** Begun so long ago that it is in the list no more, and can still be asked for. */
  const older: IntentSeen[] = [];
  const reconcile = new ReconcilePayments(
    {
      async *intentsBetween() {
        await Promise.resolve();
        yield* known.listed;
      },
      intent: (intentId) => {
        known.asked++;
        return Promise.resolve(older.find((intent) => intent.intentId === intentId));
      },
    },
    {
      account: (id) => {
        const events = id === orderId ? known.here : [];
        return Promise.resolve(events.reduce(paymentDecider.evolve, paymentDecider.initial));
      },
      // Nothing can be mended by recording what the gateway says.
      look: () => Promise.resolve(undefined),
    },
    books,
  );
  const compare = async () => {
    const { differences } = await reconcile.between('2026-11-18T00:00:00.000Z', clock(), context);
    return { differences, open: (await books.open()).map(({ intentId }) => intentId) };
  };
  return { known, older, compare, books };
};

describe('comparing the books with the gateway’s', () => {
  it('settles what agrees again, also when it was begun too long ago to be in the list', async () => {
    const { known, older, compare } = desk();
    known.here = [started(), authorised()];
    known.listed = [intentSeen('captured')];
    expect((await compare()).open).to.deep.equal(['pi_a1']);
    known.listed = [];
    older.push(intentSeen('captured'));
    expect((await compare()).open).to.deep.equal(['pi_a1']);
    known.here = [started(), authorised(), captured()];
    expect((await compare()).open).to.deep.equal([]);
  });

  it('writes down no words that are none of ours, however long, and asks for them no more', async () => {
    const { known, compare, books } = desk();
    const theirs = { orderId: `Ann Lee, 1 High Street ${'x'.repeat(400)}`, attemptId: 'first' };
    known.listed = [intentSeen('captured', { intentId: 'pi_theirs', ...theirs })];
    const { differences } = await compare();
    expect(differences).to.deep.equal([
      {
        ...{ kind: 'unknown-here', intentId: 'pi_theirs', orderId: '', attemptId: '', recorded: [] },
        ...{ here: 'no such payment', there: 'captured' },
      },
    ]);
    expect(await books.open()).to.have.length(1);
    known.listed = [];
    expect((await compare()).open).to.deep.equal(['pi_theirs']);
    expect(known.asked).to.equal(0);
  });

  it('tells where less was taken there than here', async () => {
    const { known, compare } = desk();
    known.here = [started(), authorised(), captured()];
    known.listed = [intentSeen('captured', { capturedMinor: 400 })];
    const [difference] = (await compare()).differences;
    expect(difference).to.include({ kind: 'amount-differs', here: '1000 GBP', there: '400 GBP' });
  });

  it('records all that differs, however much it is', async () => {
    const { known, compare } = desk();
    known.listed = Array.from({ length: 2 * mostDifferences + 1 }, (_, n) =>
      intentSeen('captured', { intentId: `pi_${n.toString()}`, orderId: `theirs-${n.toString()}` }),
    );
    expect((await compare()).open).to.have.length(2 * mostDifferences + 1);
  });
});
