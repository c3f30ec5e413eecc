import { expect } from 'chai';
import { checkOutcome } from '../testing/checkout-outcome.js';
import { CheckoutStory } from '../testing/checkout-story.js';

/** So many interleavings; `CHECKOUT_INTERLEAVINGS` asks for more. */
const RUNS = Number(process.env['CHECKOUT_INTERLEAVINGS'] ?? 5_000);
const FIRST_SEED = Number(process.env['CHECKOUT_SEED'] ?? 1);

/** That the stories are about what they mean to be about: each of these happened in some. */
const happenings = [
  ...['ReservationQueued', 'ReservationRefused', 'ReservationExpired', 'ReservationWithdrawn', 'StockCommitted'],
  ...['StockReleased', 'PaymentActionRequired', 'PaymentDeclined', 'PaymentAuthorised', 'PaymentCaptured'],
  ...['AuthorisationVoided', 'RefundStarted', 'PaymentRefunded', 'OrderLinesCancelled'],
];

describe(`${RUNS.toString()} interleavings of checkouts, banks, webhooks, cancellations, shipments, deaths and time`, function () {
  this.timeout(3_600_000);

  it('end with each order confirmed, held and paid for, or cancelled with nothing held and nothing charged', async () => {
    const happened = new Set<string>();
    for (let seed = FIRST_SEED; seed < FIRST_SEED + RUNS; seed++) {
      const story = new CheckoutStory(seed);
      await story.tell();
      for (const event of [...story.store.streams.values()].flat()) happened.add(event.type);
      try {
        checkOutcome(story);
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        throw new Error(
          `seed ${seed.toString()} (CHECKOUT_SEED repeats it): ${reason}\n${story.scheduler.trace.join('\n')}`,
          { cause: error },
        );
      }
    }
    if (RUNS >= 1_000) expect(happenings.filter((type) => !happened.has(type))).to.deep.equal([]);
  });
});
