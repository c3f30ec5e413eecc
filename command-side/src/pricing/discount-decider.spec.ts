import type { DiscountTerms, ShopEvent } from '@storefold/contracts';
import { expect } from 'chai';
import fc from 'fast-check';
import { anyEvent } from '../testing/any-event.js';
import { given } from '../testing/given.js';
import { discountDecider, type DiscountCommand, type RedeemDiscount } from './discount-decider.js';

const NOON = '2026-12-01T12:00:00.000Z';
const code = 'SPRING';
const tenth = { kind: 'percentage', basisPoints: 1_000 } as const;
const defined = (more: Partial<DiscountTerms> = {}): ShopEvent => ({
  type: 'DiscountDefined',
  data: { code, terms: { off: tenth, currency: 'GBP', ...more } },
});
const redeem = (orderId: string, more: Partial<RedeemDiscount> = {}): RedeemDiscount => ({
  ...{ kind: 'redeem', code, orderId, customerKey: 'ann', goodsMinor: 1_000, currency: 'GBP', now: NOON },
  ...more,
});
const redeemed = (orderId: string, customerKey = 'ann'): ShopEvent => ({
  type: 'DiscountRedeemed',
  data: { code, orderId, customerKey },
});
const givenBack = (orderId: string): ShopEvent => ({ type: 'DiscountGivenBack', data: { code, orderId } });
const ended: ShopEvent = { type: 'DiscountEnded', data: { code, changeId: 'c1' } };

describe('a discount code', () => {
  it('is defined once', () => {
    const define = (more: Partial<DiscountTerms> = {}): DiscountCommand => ({
      ...{ kind: 'define', code, terms: { off: tenth, currency: 'GBP', ...more }, offered: ['GBP', 'EUR'] },
    });
    given(discountDecider).when(define()).then(defined());
    given(discountDecider, defined()).when(define()).then();
    given(discountDecider, defined())
      .when(define({ limit: 5 }))
      .refuses('discount-exists', { code });
    given(discountDecider)
      .when(define({ currency: 'USD' }))
      .refuses('currency-not-offered', { currency: 'USD', known: 'GBP, EUR' });
    given(discountDecider, defined({ currency: 'USD' }))
      .when(define({ currency: 'USD' }))
      .then();
  });
  it('gives an order its place once', () => {
    given(discountDecider, defined()).when(redeem('o1')).then(redeemed('o1'));
    given(discountDecider, defined(), redeemed('o1')).when(redeem('o1')).then();
    // Also when it is over by then, and all are had.
    given(discountDecider, defined({ limit: 1 }), redeemed('o1'), ended)
      .when(redeem('o1'))
      .then();
  });
  it('is for so many orders, and one that is given back is free again', () => {
    const two = [defined({ limit: 2 }), redeemed('o1'), redeemed('o2', 'ben')];
    given(discountDecider, ...two)
      .when(redeem('o3', { customerKey: 'cy' }))
      .refuses('discount-used-up', { code, limit: 2 });
    given(discountDecider, ...two, givenBack('o1'))
      .when(redeem('o3', { customerKey: 'cy' }))
      .then(redeemed('o3', 'cy'));
  });
  it('is for so many orders of each customer', () => {
    const once = [defined({ limitEach: 1 }), redeemed('o1')];
    given(discountDecider, ...once)
      .when(redeem('o2'))
      .refuses('discount-used-by-you', { code, limitEach: 1 });
    given(discountDecider, ...once)
      .when(redeem('o2', { customerKey: 'ben' }))
      .then(redeemed('o2', 'ben'));
    given(discountDecider, ...once, givenBack('o1'))
      .when(redeem('o2'))
      .then(redeemed('o2'));
  });
  it('is good from a moment until another', () => {
    const before = [defined({ from: '2026-12-01T12:00:00.001Z' })];
    given(discountDecider, ...before)
      .when(redeem('o1'))
      .refuses('discount-not-begun', { code, from: '2026-12-01T12:00:00.001Z' });
    given(discountDecider, defined({ from: NOON }))
      .when(redeem('o1'))
      .then(redeemed('o1'));
    given(discountDecider, defined({ until: NOON }))
      .when(redeem('o1'))
      .refuses('discount-ended', { code });
    given(discountDecider, defined({ until: '2026-12-01T12:00:00.001Z' }))
      .when(redeem('o1'))
      .then(redeemed('o1'));
    given(discountDecider, defined(), ended).when(redeem('o1')).refuses('discount-ended', { code });
    given(discountDecider).when(redeem('o1')).refuses('discount-unknown', { code });
  });
  it('says what is missing for its minimum', () => {
    given(discountDecider, defined({ minimumMinor: 1_001 }))
      .when(redeem('o1'))
      .refuses('discount-minimum', { code, minimumMinor: 1_001, missingMinor: 1, currency: 'GBP' });
    given(discountDecider, defined({ minimumMinor: 1_000 }))
      .when(redeem('o1'))
      .then(redeemed('o1'));
    for (const sum of [{ minimumMinor: 1 }, { off: { kind: 'fixed', amountMinor: 1 } }] as const)
      given(discountDecider, defined({ ...sum, currency: 'EUR' }))
        .when(redeem('o1'))
        .refuses('currency-differs', { code, expected: 'GBP', given: 'EUR' });
    // A share of nothing in particular is one in every currency.
    given(discountDecider, defined({ currency: 'EUR' }))
      .when(redeem('o1'))
      .then(redeemed('o1'));
  });
  it('is given back once, and only by an order that has it', () => {
    const back: DiscountCommand = { kind: 'give-back', code, orderId: 'o1' };
    given(discountDecider, defined(), redeemed('o1')).when(back).then(givenBack('o1'));
    given(discountDecider, defined(), redeemed('o1'), givenBack('o1')).when(back).then();
    given(discountDecider, defined(), redeemed('o2')).when(back).then();
    given(discountDecider).when(back).then();
  });
  it('ends once', () => {
    const end: DiscountCommand = { kind: 'end', code, changeId: 'c1' };
    given(discountDecider, defined()).when(end).then(ended);
    given(discountDecider, defined(), ended).when(end).then();
    given(discountDecider).when(end).refuses('discount-unknown', { code });
  });
  it('folds any history, and never goes beyond its limits whoever asks in whatever order', () => {
    const orderId = fc.integer({ min: 1, max: 30 }).map(String);
    const customerKey = fc.constantFrom('ann', 'ben', 'cy');
    const anyCommand: fc.Arbitrary<DiscountCommand> = fc.oneof(
      { weight: 3, arbitrary: fc.record({ orderId, customerKey }).map((some) => redeem(some.orderId, some)) },
      { weight: 1, arbitrary: orderId.map((id) => ({ kind: 'give-back' as const, code, orderId: id })) },
    );
    fc.assert(
      fc.property(
        fc.array(anyEvent, { maxLength: 12 }),
        fc.array(anyCommand, { maxLength: 60 }),
        (events, commands) => {
          events.reduce(discountDecider.evolve, discountDecider.initial);
          let state = discountDecider.evolve(discountDecider.initial, defined({ limit: 5, limitEach: 2 }));
          const has = new Map<string, string>();
          for (const command of commands) {
            const decision = discountDecider.decide(command, state);
            if ('refused' in decision) continue;
            for (const event of decision.events) {
              if (event.type === 'DiscountRedeemed') has.set(event.data.orderId, event.data.customerKey);
              if (event.type === 'DiscountGivenBack') has.delete(event.data.orderId);
            }
            state = decision.events.reduce(discountDecider.evolve, state);
            expect(discountDecider.decide(command, state)).to.deep.equal({ events: [] });
            expect(has.size).to.be.at.most(5);
            for (const who of ['ann', 'ben', 'cy'])
              expect([...has.values()].filter((key) => key === who).length).to.be.at.most(2);
          }
        },
      ),
    );
  });
});
