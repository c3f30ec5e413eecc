import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import type { Difference, ReconcilePayments } from '../payments/reconciliation.js';
import { silent } from '../testing/contexts.js';
import { startReconciling } from './reconciling.js';

const now = '2026-11-26T12:00:00.000Z';
const difference: Difference = {
  ...{ kind: 'unknown-here', orderId: 'o1', attemptId: 'a1', intentId: 'pi_1' },
  ...{ here: 'no such payment', there: 'captured', recorded: [] },
};

/** The comparison at intervals of a millisecond. */
const start = (between: ReconcilePayments['between']) =>
  startReconciling({ between }, { clock: () => now, logger: silent, everyMs: 1 });

describe('comparing the books every hour', () => {
  it('looks at eight days, and says in its readiness what somebody has to look at', async () => {
    let looked: readonly string[] = [];
    const running = start((from, to) => {
      looked = [from, to];
      return Promise.resolve({ from, to, looked: 1, differences: [difference] });
    });
    while (running.trouble() === undefined) await sleep(1);
    await running.close();
    expect(looked).to.deep.equal(['2026-11-18T12:00:00.000Z', now]);
    expect(running.trouble()).to.equal("one payment differs from the gateway's books, such as pi_1");
  });

  it('ends between two payments when it is to stop', async () => {
    const pass = { hasBegun: false };
    const running = start(async (_from, _to, _context, signal) => {
      pass.hasBegun = true;
      for (;;) {
        signal?.throwIfAborted();
        await sleep(1);
      }
    });
    while (!pass.hasBegun) await sleep(1);
    const stopped = Date.now();
    await running.close();
    expect(Date.now() - stopped).to.be.below(1_000);
  });

  it('does not wait for a gateway that keeps silent when it is to stop', async function () {
    this.timeout(10_000);
    const pass = { hasBegun: false };
    const running = start(() => {
      pass.hasBegun = true;
      return new Promise(() => undefined);
    });
    while (!pass.hasBegun) await sleep(1);
    const stopped = Date.now();
    await running.close();
    expect(Date.now() - stopped).to.be.below(5_000);
  });
});
