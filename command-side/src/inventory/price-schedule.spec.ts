import type { ShopEvent } from '@storefold/contracts';
import { expect } from 'chai';
import fc from 'fast-check';
import { given } from '../testing/given.js';
import { mostScheduled } from './price-schedule.js';
import { productDecider, type ProductCommand, type ProductState } from './product-decider.js';

const NOON = '2026-11-26T12:00:00.000Z';
const at = (hours: number): string => new Date(Date.parse(NOON) + hours * 3_600_000).toISOString();
const mug = { sku: 'MUG', title: 'A mug', priceMinor: 450, currency: 'GBP' };
const defined: ShopEvent = { type: 'ProductDefined', data: mug };
const change = (changeId: string, hours: number, priceMinor = 500, currency = 'GBP') => ({
  ...{ sku: 'MUG', changeId, priceMinor, currency, effectiveFrom: at(hours) },
});
const schedule = (...of: Parameters<typeof change>): ProductCommand => ({
  ...{ kind: 'schedule-price', now: NOON, offered: ['GBP', 'EUR'] },
  ...change(...of),
});
const scheduled = (...of: Parameters<typeof change>): ShopEvent => ({
  type: 'PriceChangeScheduled',
  data: change(...of),
});
const withdraw = (changeId: string): ProductCommand => ({ kind: 'withdraw-price-change', sku: 'MUG', changeId });
const withdrawn = (changeId: string): ShopEvent => ({ type: 'PriceChangeWithdrawn', data: { sku: 'MUG', changeId } });
const apply = (hours: number): ProductCommand => ({ kind: 'apply-price-changes', sku: 'MUG', now: at(hours) });
const changed = (changeId: string, priceMinor = 500): ShopEvent => ({
  type: 'ProductPriceChanged',
  data: { sku: 'MUG', changeId, priceMinor, currency: 'GBP' },
});

describe('a price from a moment on', () => {
  it('is set down once, and changes nothing until its time has come', () => {
    given(productDecider, defined).when(schedule('c1', 1)).then(scheduled('c1', 1));
    given(productDecider, defined, scheduled('c1', 1)).when(schedule('c1', 1)).then();
    given(productDecider, defined, scheduled('c1', 1)).when(apply(0.999)).then();
  });
  it('is made when its time has come, once', () => {
    given(productDecider, defined, scheduled('c1', 1)).when(apply(1)).then(changed('c1'));
    given(productDecider, defined, scheduled('c1', 1), changed('c1')).when(apply(1)).then();
    given(productDecider).when(apply(1)).then();
  });
  it('is made in the order of its times, however late', () => {
    given(productDecider, defined, scheduled('c2', 2, 700), scheduled('c1', 1), scheduled('c3', 3))
      .when(apply(2.5))
      .then(changed('c1'), changed('c2', 700));
  });
  it('is not set down again by a late repeat, whatever became of it', () => {
    given(productDecider, defined, scheduled('c1', 1), changed('c1')).when(schedule('c1', 1)).then();
    given(productDecider, defined, scheduled('c1', 1), withdrawn('c1')).when(schedule('c1', 1)).then();
  });
  it('is withdrawn before its time, once, and then never made', () => {
    given(productDecider, defined, scheduled('c1', 1)).when(withdraw('c1')).then(withdrawn('c1'));
    given(productDecider, defined, scheduled('c1', 1), withdrawn('c1')).when(withdraw('c1')).then();
    given(productDecider, defined, scheduled('c1', 1), withdrawn('c1')).when(apply(2)).then();
  });
  it('cannot be withdrawn when it is made, or was never set down', () => {
    given(productDecider, defined, scheduled('c1', 1), changed('c1'))
      .when(withdraw('c1'))
      .refuses('price-change-in-effect', { sku: 'MUG', changeId: 'c1' });
    given(productDecider, defined)
      .when(withdraw('c9'))
      .refuses('price-change-not-found', { sku: 'MUG', changeId: 'c9' });
  });
  it('is refused for a moment that is past, or is now, or lies beyond two years', () => {
    for (const hours of [-1, 0])
      given(productDecider, defined)
        .when(schedule('c1', hours))
        .refuses('effective-from-past', { effectiveFrom: at(hours), now: NOON });
    const most = 2 * 366 * 24;
    given(productDecider, defined).when(schedule('c1', most)).then(scheduled('c1', most));
    given(productDecider, defined)
      .when(schedule('c1', most + 1))
      .refuses('effective-from-too-far', { effectiveFrom: at(most + 1), latest: at(most) });
  });
  it('is refused where another one is to begin at that moment, and for no product', () => {
    given(productDecider, defined, scheduled('c1', 1))
      .when(schedule('c2', 1, 600))
      .refuses('price-change-clashes', { effectiveFrom: at(1), changeId: 'c1', priceMinor: 500 });
    given(productDecider).when(schedule('c1', 1)).refuses('product-not-found', { sku: 'MUG' });
    given(productDecider).when(withdraw('c1')).refuses('product-not-found', { sku: 'MUG' });
  });
  it('is one of its own in every currency: they do not clash, and each comes to its own price', () => {
    const inEuro = { ...change('c2', 1, 600, 'EUR') };
    const { effectiveFrom: _, ...price } = inEuro;
    given(productDecider, defined, scheduled('c1', 1))
      .when(schedule('c2', 1, 600, 'EUR'))
      .then({ type: 'PriceChangeScheduled', data: inEuro });
    given(productDecider, defined)
      .when(schedule('c2', 1, 600, 'USD'))
      .refuses('currency-not-offered', { currency: 'USD', known: 'GBP, EUR' });
    given(productDecider, defined, { type: 'PriceChangeScheduled', data: inEuro })
      .when({ kind: 'apply-price-changes', sku: 'MUG', now: at(1) })
      .then({ type: 'ProductPricedInCurrency', data: price });
    given(
      productDecider,
      defined,
      { type: 'PriceChangeScheduled', data: inEuro },
      { type: 'ProductPricedInCurrency', data: price },
    )
      .when({ kind: 'apply-price-changes', sku: 'MUG', now: at(2) })
      .then();
  });
  it('is refused where as many as may wait do', () => {
    const waiting = Array.from({ length: mostScheduled }, (_, index) => scheduled(`c${index.toString()}`, index + 1));
    given(productDecider, defined, ...waiting)
      .when(schedule('more', 50))
      .refuses('too-many-price-changes', { waiting: mostScheduled });
  });

  it('holds as a list of prices and times would say, whenever and how often it is looked at', () => {
    const wish = fc.record({
      ...{ what: fc.constantFrom('schedule', 'withdraw', 'look', 'change'), id: fc.integer({ min: 0, max: 9 }) },
      ...{ after: fc.integer({ min: 0, max: 4 }), until: fc.integer({ min: 1, max: 12 }) },
    });
    fc.assert(
      fc.property(fc.array(wish, { maxLength: 40 }), (wishes) => {
        let state: ProductState = productDecider.evolve(productDecider.initial, defined);
        let now = 0;
        /** The model: who is asked at an hour looks through what was agreed. */
        const agreed = new Map<string, { readonly from: number; readonly priceMinor: number }>();
        const known = new Set<string>();
        let price = mug.priceMinor;
        const settle = () => {
          for (const [id, { from, priceMinor }] of [...agreed].sort(([, a], [, b]) => a.from - b.from)) {
            if (from > now) continue;
            price = priceMinor;
            agreed.delete(id);
          }
        };
        const tell = (command: ProductCommand) => {
          const decision = productDecider.decide(command, state);
          if ('events' in decision) for (const event of decision.events) state = productDecider.evolve(state, event);
          return 'events' in decision && decision.events.length > 0;
        };
        for (const [index, { what, id, after, until }] of wishes.entries()) {
          now += after;
          // Each timer fires when its time has come: before anyone asks for something else.
          settle();
          tell(apply(now));
          const [name, priceMinor] = [`c${id.toString()}`, 100 + index];
          if (what === 'schedule') {
            const from = now + until;
            const isFree = !known.has(name) && ![...agreed.values()].some((other) => other.from === from);
            expect(tell({ ...schedule(name, from, priceMinor), now: at(now) } as ProductCommand)).to.equal(isFree);
            if (isFree) agreed.set(name, { from, priceMinor });
            if (isFree) known.add(name);
          }
          if (what === 'withdraw') expect(tell(withdraw(name))).to.equal(agreed.delete(name));
          if (what === 'change') {
            const data = { sku: 'MUG', changeId: `now${index.toString()}`, priceMinor, currency: 'GBP' };
            tell({ kind: 'change-price', ...data, offered: [] });
            price = priceMinor;
          }
          if (what === 'look') for (let time = 0; time < 3; time++) tell(apply(now));
          expect(state.kind === 'defined' && state.priceMinor).to.equal(price);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
