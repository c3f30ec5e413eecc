import { expect } from 'chai';
import fc from 'fast-check';
import type { ShopEvent } from '@storefold/contracts';
import { activityDecider } from './activity/activity-decider.js';
import { visitorConsentDecider } from './activity/visitor-consent-decider.js';
import { staffDecider } from './access/staff-decider.js';
import { cartDecider } from './carts/cart-decider.js';
import { customerDecider } from './customers/customer-decider.js';
import { emailDecider } from './customers/email-decider.js';
import { familyDecider } from './inventory/family-decider.js';
import { productDecider } from './inventory/product-decider.js';
import { stockDecider } from './inventory/stock-decider.js';
import { billOf } from './invoices/bill.js';
import { registerDecider } from './invoices/register-decider.js';
import { messageDecider } from './messages/message-decider.js';
import { orderDecider } from './orders/order-decider.js';
import { productPrice } from './orders/product-price.js';
import { adjustmentDecider } from './payments/adjustment-decider.js';
import { creditDecider } from './payments/credit-decider.js';
import { orderDue } from './payments/order-due.js';
import { paymentDecider } from './payments/payment-decider.js';
import { reconciliationDecider } from './payments/reconciliation-decider.js';
import { discountDecider } from './pricing/discount-decider.js';
import { termsDecider } from './pricing/terms-decider.js';
import { skipsDecider } from './processes/skips-decider.js';
import { timerDecider } from './timers/timer-decider.js';
import { anyEvent } from './testing/any-event.js';
import { OrderLife } from './testing/order-life.js';

/** Replays a history; answers whether a replay in two halves came to the same state. */
const replaysAlike = <State>(
  fold: { readonly initial: State; readonly evolve: (state: State, event: ShopEvent) => State },
  history: readonly ShopEvent[],
): void => {
  const replay = (events: readonly ShopEvent[], from: State) =>
    events.reduce((state, event) => fold.evolve(state, event), from);
  const once = replay(history, fold.initial);
  const half = Math.floor(history.length / 2);
  const again = replay(history.slice(half), replay(history.slice(0, half), fold.initial));
  expect(again).to.deep.equal(once);
};

describe('every fold of the command side', () => {
  const folds: Record<string, (history: readonly ShopEvent[]) => void> = {
    product: (history) => {
      replaysAlike(productDecider, history);
    },
    cart: (history) => {
      const state = history.reduce((folded, event) => cartDecider.evolve(folded, event), cartDecider.initial);
      expect(state.order.size).to.equal(state.changes.size);
    },
    order: (history) => {
      replaysAlike(orderDecider, history);
    },
    customer: (history) => {
      replaysAlike(customerDecider, history);
    },
    'e-mail address': (history) => {
      replaysAlike(emailDecider, history);
    },
    "a visitor's day": (history) => {
      replaysAlike(activityDecider, history);
    },
    "a visitor's consent": (history) => {
      replaysAlike(visitorConsentDecider, history);
    },
    'what a process lets be': (history) => {
      replaysAlike(skipsDecider, history);
    },
    payment: (history) => {
      replaysAlike(paymentDecider, history);
    },
    credit: (history) => {
      replaysAlike(creditDecider, history);
    },
    adjustment: (history) => {
      replaysAlike(adjustmentDecider, history);
    },
    register: (history) => {
      const state = history.reduce((folded, event) => registerDecider.evolve(folded, event), registerDecider.initial);
      expect(state.places.every((place) => place <= state.last)).to.equal(true);
    },
    bill: (history) => {
      const story = new OrderLife();
      for (const event of history) story.happens('order', event);
      const { credits, left, invoice } = billOf(story.events);
      const sums = [...credits.flatMap(({ taxes }) => taxes), ...left];
      expect(sums.reduce((sum, { grossMinor }) => sum + grossMinor, 0)).to.equal(invoice?.totalMinor ?? 0);
    },
    'staff member': (history) => {
      replaysAlike(staffDecider, history);
    },
    'what is due': (history) => {
      replaysAlike(orderDue, history);
    },
    'a price': (history) => {
      replaysAlike(productPrice, history);
    },
    family: (history) => {
      replaysAlike(familyDecider, history);
    },
    terms: (history) => {
      replaysAlike(termsDecider, history);
    },
    timers: (history) => {
      replaysAlike(timerDecider, history);
    },
    message: (history) => {
      replaysAlike(messageDecider, history);
    },
    discount: (history) => {
      const state = history.reduce((folded, event) => discountDecider.evolve(folded, event), discountDecider.initial);
      const places = state.kind === 'unknown' ? 0 : [...state.each.values()].reduce((sum, each) => sum + each, 0);
      expect(places).to.equal(state.kind === 'unknown' ? 0 : state.orders.size);
    },
    'what differs from the gateway’s books': (history) => {
      const { evolve, initial } = reconciliationDecider;
      const { open } = history.reduce((folded, event) => evolve(folded, event), initial);
      for (const [intentId, difference] of open) expect(difference.intentId).to.equal(intentId);
    },
    stock: (history) => {
      const state = history.reduce((folded, event) => stockDecider.evolve(folded, event), stockDecider.initial);
      expect(state.reserved).to.equal(
        [...state.reservations.values()].reduce((sum, { quantity }) => sum + quantity, 0),
      );
    },
  };
  for (const [name, check] of Object.entries(folds)) {
    it(`takes any history without failing: ${name}`, () => {
      fc.assert(fc.property(fc.array(anyEvent, { maxLength: 40 }), check), { numRuns: 60 });
    });
  }
});
