import { expect } from 'chai';
import fc from 'fast-check';
import type { TaxSum } from '@storefold/contracts';
import { keptMinor } from '../orders/order-state.js';
import { priceOrder, type Discount } from '../pricing/price-order.js';
import { OrderLife } from '../testing/order-life.js';
import { billOf, type Bill } from './bill.js';

const orderId = 'o1';
const line = fc.record({
  quantity: fc.integer({ min: 1, max: 7 }),
  unitPriceMinor: fc.integer({ min: 0, max: 999 }),
  taxCategory: fc.constantFrom('standard', 'books', 'food'),
});
const off = fc.oneof(
  fc.record({ kind: fc.constant('percentage' as const), basisPoints: fc.integer({ min: 1, max: 10_000 }) }),
  fc.record({ kind: fc.constant('fixed' as const), amountMinor: fc.integer({ min: 1, max: 2_000 }) }),
  fc.constant({ kind: 'free-delivery' as const }),
);
const step = fc.record({
  what: fc.constantFrom('ship', 'ship', 'return', 'return', 'cancel', 'refund', 'pay'),
  which: fc.nat(10),
  quantity: fc.integer({ min: 1, max: 4 }),
  amountMinor: fc.integer({ min: 1, max: 1_500 }),
  names: fc.boolean(),
});
const plan = fc.record({
  lines: fc.array(line, { minLength: 1, maxLength: 4 }),
  discounts: fc.array(off, { maxLength: 2 }),
  postMinor: fc.option(fc.integer({ min: 0, max: 500 }), { nil: undefined }),
  pricesIncludeTax: fc.option(fc.boolean(), { nil: undefined }),
  isPaid: fc.boolean(),
  steps: fc.array(step, { maxLength: 14 }),
});
type Plan = typeof plan extends fc.Arbitrary<infer Value> ? Value : never;
type Step = Plan['steps'][number];

const rates = [
  { category: 'standard', rateBp: 2_000 },
  { category: 'food', rateBp: 550 },
];

const place = ({ lines, discounts, postMinor, pricesIncludeTax }: Plan): OrderLife => {
  const priced = priceOrder({
    lines: lines.map((each, n) => ({ lineId: n.toString(), sku: 'SKU', title: 'A thing', ...each })),
    ...(postMinor === undefined
      ? {}
      : {
          delivery: {
            ...{ code: 'post', name: 'Post', priceMinor: postMinor, currency: 'GBP', countries: [] },
            taxCategory: 'standard',
          },
        }),
    discounts: discounts.map((terms, n): Discount => ({
      code: `CODE${n.toString()}`,
      terms: { off: terms, currency: 'GBP' },
    })),
    ...(pricesIncludeTax === undefined ? {} : { tax: { country: 'France', pricesIncludeTax, rates } }),
  });
  const story = new OrderLife();
  story.does({
    ...{ kind: 'place', orderId, orderNumber: 'S-1', customerId: null, country: 'France', currency: 'GBP' },
    ...{ lines: priced.lines, charges: priced.charges, tax: priced.tax },
  });
  story.does({ kind: 'confirm', orderId });
  return story;
};

const goesOn = (story: OrderLife, { what, which, quantity, amountMinor, names }: Step, n: number): void => {
  if (story.order.status === 'none') return;
  const id = `${what}-${n.toString()}`;
  const lines = [{ lineId: (which % story.order.order.lines.length).toString(), quantity }];
  if (what === 'ship') story.does({ kind: 'ship', orderId, shipmentId: id, ...(which > 7 ? {} : { lines }) });
  if (what === 'cancel') story.does({ kind: 'cancel-lines', orderId, cancellationId: id, reason: 'less', lines });
  if (what === 'return') story.does({ kind: 'return', orderId, returnId: id, reason: 'cracked', lines });
  if (what === 'pay')
    story.pays({ kind: 'process', orderId, receiptId: id, method: 'cash', amountMinor, currency: 'GBP' });
  if (what === 'refund') {
    const returnId = story.order.status === 'shipping' && names ? [...story.order.returns.keys()].at(-1) : undefined;
    story.pays({
      ...{ kind: 'refund', orderId, refundId: id, amountMinor, reason: 'sorry' },
      ...(returnId === undefined ? {} : { returnId }),
    });
  }
};

const tell = (of: Plan): OrderLife => {
  const story = place(of);
  if (of.isPaid && story.order.status !== 'none' && story.order.order.totalMinor > 0) {
    const amountMinor = story.order.order.totalMinor;
    story.pays({ kind: 'process', orderId, receiptId: 'all', method: 'cash', amountMinor, currency: 'GBP' });
  }
  of.steps.forEach((each, n) => {
    goesOn(story, each, n);
  });
  return story;
};

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);
const gross = (sums: readonly TaxSum[]): number => sum(sums.map(({ grossMinor }) => grossMinor));
const addsUp = (sums: readonly TaxSum[], { taxMinor, totalMinor }: { taxMinor: number; totalMinor: number }): void => {
  for (const { netMinor, taxMinor: tax, grossMinor } of sums) expect(netMinor + tax).to.equal(grossMinor);
  expect([sum(sums.map((each) => each.taxMinor)), gross(sums)]).to.deep.equal([taxMinor, totalMinor]);
};

const checkInvoice = ({ invoice }: Bill): void => {
  if (!invoice) return;
  const isOnTop = invoice.pricesIncludeTax === false;
  expect(invoice.charges.every(({ code }) => code === 'DELIVERY')).to.equal(true);
  const rows = [...invoice.lines, ...invoice.charges];
  for (const { amountMinor, discountMinor = 0, taxMinor = 0, payableMinor } of rows) {
    expect(amountMinor - discountMinor + (isOnTop ? taxMinor : 0)).to.equal(payableMinor);
    expect([amountMinor, discountMinor, taxMinor, payableMinor].every((minor) => minor >= 0)).to.equal(true);
  }
  expect(sum(rows.map(({ payableMinor }) => payableMinor))).to.equal(invoice.totalMinor);
  addsUp(invoice.taxes, invoice);
};

const checkCredits = ({ invoice, credits, left }: Bill): void => {
  for (const credit of credits) {
    addsUp(credit.taxes, credit);
    if (credit.lines.length > 0)
      expect(sum(credit.lines.map(({ payableMinor }) => payableMinor)) - gross(credit.creditedBefore)).to.equal(
        credit.totalMinor,
      );
    expect(credit.totalMinor).to.be.above(0);
  }
  for (const { netMinor, taxMinor, grossMinor } of left)
    expect([netMinor, taxMinor, grossMinor].every((minor) => minor >= 0)).to.equal(true);
  const credited = (minor: 'totalMinor' | 'taxMinor') => sum(credits.map((each) => each[minor]));
  expect(credited('totalMinor') + gross(left)).to.equal(invoice?.totalMinor ?? 0);
  expect(credited('taxMinor') + sum(left.map(({ taxMinor }) => taxMinor))).to.equal(invoice?.taxMinor ?? 0);
};

describe('the sums of a bill', () => {
  it('add up on every document, and no more is ever credited than was invoiced, net or tax, at any rate', () => {
    fc.assert(
      fc.property(plan, (of) => {
        const bill = billOf(tell(of).events);
        checkInvoice(bill);
        checkCredits(bill);
      }),
      { numRuns: 500 },
    );
  });

  it('are of what was owed when goods were first sent', () => {
    fc.assert(
      fc.property(plan, (of) => {
        const story = place(of);
        let owed: number | undefined;
        of.steps.forEach((each, n) => {
          const { order: before } = story;
          goesOn(story, each, n);
          if (before.status !== 'none' && before.status !== 'shipping' && story.order.status === 'shipping')
            owed = keptMinor(before);
        });
        expect(billOf(story.events).invoice?.totalMinor).to.equal(owed);
      }),
      { numRuns: 300 },
    );
  });

  it('credit goods that all come back to the penny, net and tax, and leave what was charged beside them', () => {
    fc.assert(
      fc.property(plan, fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 8 }), (of, some) => {
        const story = place(of);
        of.steps
          .filter(({ what }) => what === 'cancel')
          .forEach((each, n) => {
            goesOn(story, each, n);
          });
        story.does({ kind: 'ship', orderId, shipmentId: 'all' });
        const { invoice } = billOf(story.events);
        let names = 0;
        for (const { lineId, quantity } of invoice?.lines ?? [])
          for (let left = quantity; left > 0;) {
            const pieces = Math.min(left, some[names % some.length] ?? 1);
            const returnId = `r${(++names).toString()}`;
            const lines = [{ lineId, quantity: pieces }];
            expect(story.does({ kind: 'return', orderId, returnId, reason: 'cracked', lines })).to.equal(true);
            left -= pieces;
          }
        const { credits } = billOf(story.events);
        const goods = invoice?.lines ?? [];
        expect(sum(credits.map(({ totalMinor }) => totalMinor))).to.equal(
          sum(goods.map(({ payableMinor }) => payableMinor)),
        );
        expect(sum(credits.map(({ taxMinor }) => taxMinor))).to.equal(sum(goods.map(({ taxMinor = 0 }) => taxMinor)));
      }),
      { numRuns: 300 },
    );
  });

  it('never change: what history asked for up to a moment, it asks for ever after', () => {
    fc.assert(
      fc.property(plan, fc.nat(20), (of, upTo) => {
        const { events } = tell(of);
        const [then, now] = [billOf(events.slice(0, upTo)), billOf(events)];
        if (then.invoice) expect(now.invoice).to.deep.equal(then.invoice);
        expect(now.credits.slice(0, then.credits.length)).to.deep.equal(then.credits);
      }),
      { numRuns: 300 },
    );
  });
});
