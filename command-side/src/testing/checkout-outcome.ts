import { expect } from 'chai';
import { stockDecider } from '../inventory/stock-decider.js';
import { orderDecider } from '../orders/order-decider.js';
import { requestsOf } from '../orders/return-state.js';
import { keptMinor, leftToShip, type OrderState } from '../orders/order-state.js';
import type { AttemptStatus } from '../payments/card-state.js';
import type { IntentSeen } from '../payments/card-sightings.js';
import { paymentDecider } from '../payments/payment-decider.js';
import { SKUS, type CheckoutStory } from './checkout-story.js';

const statusHere: Readonly<Record<IntentSeen['status'], AttemptStatus>> = {
  unfinished: 'started',
  'action-required': 'action-required',
  declined: 'declined',
  authorised: 'authorised',
  captured: 'captured',
  cancelled: 'voided',
};

const shelfOf = (story: CheckoutStory, sku: string) =>
  (story.store.streams.get(`stock-${sku}`) ?? []).reduce(stockDecider.evolve, stockDecider.initial);
const orderOf = (story: CheckoutStory, orderId: string) =>
  (story.store.streams.get(`order-${orderId}`) ?? []).reduce(orderDecider.evolve, orderDecider.initial);

const checkEnd = (story: CheckoutStory, orderId: string, state: OrderState): void => {
  expect(state.status, `${orderId} has an outcome`).to.be.oneOf(['confirmed', 'shipping', 'cancelled']);
  const events = story.store.streams.get(`order-${orderId}`) ?? [];
  const confirmed = events.findIndex(({ type }) => type === 'OrderConfirmed');
  const cancelled = events.find((event, at) => event.type === 'OrderCancelled' && confirmed >= 0 && at > confirmed);
  if (cancelled?.type === 'OrderCancelled')
    expect(cancelled.data.reason, `${orderId} was confirmed`).to.equal('changed my mind');
};

const checkStock = (story: CheckoutStory, orderId: string, state: OrderState): void => {
  for (const sku of SKUS) {
    const wanted =
      state.status === 'confirmed' || state.status === 'shipping'
        ? leftToShip(state)
            .filter(({ line }) => line.sku === sku)
            .reduce((sum, { quantity }) => sum + quantity, 0)
        : 0;
    const hold = shelfOf(story, sku).reservations.get(orderId);
    expect(hold?.quantity ?? 0, `${orderId}, ${state.status}, holds of ${sku}`).to.equal(wanted);
    expect(hold?.expiresAt, `what ${orderId} holds of ${sku} is sure`).to.equal(undefined);
  }
};

/** The bank's books against the order, and against what the shop wrote down of them. */
const checkMoney = (story: CheckoutStory, orderId: string, state: OrderState): void => {
  const { bank } = story;
  const intents = bank.of(orderId);
  const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0);
  const promised = sum(intents.filter(({ status }) => status === 'authorised').map(({ amountMinor }) => amountMinor));
  const taken = sum(intents.map(({ capturedMinor }) => capturedMinor));
  const givenBack = sum(intents.map(({ intentId }) => bank.givenBackMinor(intentId)));
  const isByCard = state.status !== 'none' && state.order.payment !== undefined;
  // What is to be paid for what was not taken out again.
  const total = state.status === 'none' ? 0 : keptMinor(state);
  const told = `${orderId}, ${state.status}: promised ${promised.toString()}, taken ${taken.toString()}, given back ${givenBack.toString()} of ${total.toString()}`;
  for (const { intentId } of intents)
    expect(bank.captures.get(intentId) ?? 0, `${intentId} is taken at most once`).to.be.at.most(1);
  if (state.status === 'cancelled') expect([promised, taken - givenBack], told).to.deep.equal([0, 0]);
  const promise = state.status === 'none' ? 0 : state.order.totalMinor;
  // A promise is for what the order was then; it is taken for what is left of it.
  if (state.status === 'confirmed') expect([promised, taken], told).to.deep.equal([isByCard ? promise : 0, 0]);
  if (state.status === 'shipping') {
    const asked = [...requestsOf(state).values()].map(({ amountMinor = 0 }) => amountMinor);
    const returned = sum([...state.returns.values(), ...asked]);
    expect([promised, taken - givenBack], told).to.deep.equal(isByCard ? [0, total - returned] : [0, 0]);
    expect(givenBack, told).to.be.at.least(isByCard ? returned : 0);
  }
  const account = (story.store.streams.get(`payment-${orderId}`) ?? []).reduce(
    paymentDecider.evolve,
    paymentDecider.initial,
  );
  for (const { attemptId, status } of intents)
    expect(account.cards.attempts.get(attemptId)?.status, `${attemptId} in the books`).to.equal(statusHere[status]);
  const refunded = account.kind === 'paid' ? account.refundedMinor : 0;
  const underWay = account.kind === 'paid' ? account.refundingMinor : 0;
  expect([refunded, underWay], `${orderId}: given back, in the books`).to.deep.equal([givenBack, 0]);
};

/** What must hold in the end: each order confirmed, held and paid for, or cancelled with nothing held and nothing charged. */
export const checkOutcome = (story: CheckoutStory): void => {
  for (const { orderId } of story.orders) {
    const state = orderOf(story, orderId);
    checkEnd(story, orderId, state);
    checkStock(story, orderId, state);
    checkMoney(story, orderId, state);
  }
  for (const sku of SKUS) {
    const shelf = shelfOf(story, sku);
    expect(shelf.queue.size, `nobody waits for ${sku}`).to.equal(0);
    expect(shelf.onHand - shelf.reserved, `free of ${sku}`).to.be.at.least(0);
  }
};
