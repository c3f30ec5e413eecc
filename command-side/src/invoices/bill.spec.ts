import { expect } from 'chai';
import type { OrderCharge, OrderLine } from '@storefold/contracts';
import type { PlaceOrder } from '../orders/order-decider.js';
import { OrderLife } from '../testing/order-life.js';
import { chargeCodes } from '../pricing/price-order.js';
import { billOf } from './bill.js';

const orderId = 'o1';
const mugs: OrderLine = {
  ...{ lineId: '1', sku: 'MUG', title: 'A mug', quantity: 3, unitPriceMinor: 400, amountMinor: 1_200 },
  ...{ taxRateBp: 2_000, taxMinor: 200 },
};
const book: OrderLine = {
  ...{ lineId: '2', sku: 'BOOK', title: 'A book', quantity: 1, unitPriceMinor: 500, amountMinor: 500 },
  ...{ taxRateBp: 0, taxMinor: 0 },
};
const post: OrderCharge = {
  ...{ code: 'DELIVERY', description: 'Post', quantity: 1, amountMinor: 300, taxRateBp: 2_000, taxMinor: 50 },
};
const placing = (more: Partial<PlaceOrder> = {}): PlaceOrder => ({
  ...{ kind: 'place', orderId, orderNumber: 'S-1', customerId: null, country: 'France', currency: 'GBP' },
  ...{ lines: [mugs, book], charges: [post], tax: { taxMinor: 250, pricesIncludeTax: true } },
  ...more,
});

/** An order that is confirmed, and paid in cash unless it is said otherwise. */
const life = (more: Partial<PlaceOrder> = {}, paidMinor = 2_000): OrderLife => {
  const story = new OrderLife();
  story.does(placing(more));
  story.does({ kind: 'confirm', orderId });
  if (paidMinor > 0) pay(story, paidMinor);
  return story;
};
const pay = (story: OrderLife, amountMinor: number) =>
  story.pays({ kind: 'process', orderId, receiptId: 'r1', method: 'cash', amountMinor, currency: 'GBP' });
const ship = (story: OrderLife, shipmentId: string, ...lines: { lineId: string; quantity: number }[]) =>
  story.does({ kind: 'ship', orderId, shipmentId, ...(lines.length === 0 ? {} : { lines }) });
const comesBack = (story: OrderLife, returnId: string, lineId: string, quantity = 1) =>
  story.does({ kind: 'return', orderId, returnId, reason: 'cracked', lines: [{ lineId, quantity }] });
const takesOut = (story: OrderLife, cancellationId: string, lineId: string, quantity = 1) =>
  story.does({
    ...{ kind: 'cancel-lines', orderId, cancellationId, reason: 'one less', lines: [{ lineId, quantity }] },
  });
const refund = (story: OrderLife, refundId: string, amountMinor: number, more: { returnId?: string } = {}) =>
  story.pays({ kind: 'refund', orderId, refundId, amountMinor, reason: 'sorry', ...more });

const bill = (story: OrderLife) => billOf(story.events);
const credits = (story: OrderLife) => bill(story).credits.map(({ cause, totalMinor }) => [cause.id, totalMinor]);

describe('the bill of an order', () => {
  it('has no invoice before anything is sent', () => {
    expect(bill(life()).invoice).to.equal(undefined);
  });
  it('has one invoice for all of it when a part is sent first, dated then', () => {
    const story = life();
    ship(story, 's1', { lineId: '1', quantity: 1 });
    const { issuedAt } = bill(story).invoice ?? {};
    ship(story, 's2');
    const { invoice, credits: notes } = bill(story);
    expect(invoice).to.deep.include({ totalMinor: 2_000, taxMinor: 250, issuedAt: '2026-11-26T12:03:00.000Z' });
    expect(invoice?.issuedAt).to.equal(issuedAt);
    expect(invoice?.taxes).to.deep.equal([
      { taxRateBp: 2_000, netMinor: 1_250, taxMinor: 250, grossMinor: 1_500 },
      { taxRateBp: 0, netMinor: 500, taxMinor: 0, grossMinor: 500 },
    ]);
    expect(notes).to.deep.equal([]);
  });
  it('is owed the same whether it was paid, paid in part, or not yet', () => {
    for (const paidMinor of [2_000, 700, 0]) {
      const story = life({}, paidMinor);
      ship(story, 's1');
      expect(bill(story).invoice?.totalMinor).to.equal(2_000);
    }
  });
  it('credits what was given back for a parcel that was looked at, its delivery in a note of its own, and its refund not again', () => {
    const story = life({ charges: [{ ...post, code: chargeCodes.delivery }] });
    ship(story, 's1');
    const all = [
      { lineId: '1', quantity: 3 },
      { lineId: '2', quantity: 1 },
    ];
    const about = { orderId, returnId: 'b1' };
    expect(story.does({ kind: 'request-return', ...about, reason: 'damaged', lines: all })).to.equal(true);
    story.does({ kind: 'approve-return', ...about });
    story.does({ kind: 'receive-return', ...about, receiptId: 'p1', lines: all });
    expect(credits(story)).to.deep.equal([]);
    const found = [
      { lineId: '1', sellable: 3, writtenOff: 0 },
      { lineId: '2', sellable: 0, writtenOff: 1, writeOffReason: 'damaged' as const },
    ];
    expect(
      story.does({ kind: 'inspect-return', ...about, inspectionId: 'i1', withDelivery: true, lines: found }),
    ).to.equal(true);
    refund(story, 'f1', 2_000, { returnId: 'b1' });
    expect(credits(story)).to.deep.equal([
      ['b1', 1_700],
      ['i1', 300],
    ]);
    expect(bill(story).left.reduce((sum, { grossMinor }) => sum + grossMinor, 0)).to.equal(0);
  });
  it('leaves out what was cancelled before, and needs no note for it nor for its money', () => {
    const story = life();
    takesOut(story, 'c1', '1', 2);
    refund(story, 'f1', 800);
    ship(story, 's1');
    const { invoice, credits: notes } = bill(story);
    expect(invoice?.lines.map(({ quantity, payableMinor }) => [quantity, payableMinor])).to.deep.equal([
      [1, 400],
      [1, 500],
    ]);
    expect(invoice?.totalMinor).to.equal(1_200);
    expect(notes).to.deep.equal([]);
  });
  it('is of nothing where nothing is to be paid, and is an invoice all the same', () => {
    const free = { ...mugs, discountMinor: 1_200, payableMinor: 0, taxMinor: 0 };
    const off = { code: 'DISCOUNT', description: 'ALL', quantity: 1, amountMinor: -1_200 };
    const story = life({ lines: [free], charges: [off] }, 0);
    ship(story, 's1');
    comesBack(story, 'r1', '1', 3);
    expect(bill(story).invoice).to.deep.include({ totalMinor: 0, taxMinor: 0, taxes: [] });
    expect(bill(story).credits).to.deep.equal([]);
  });
  it('credits goods that came back, with the tax in them', () => {
    const story = life();
    ship(story, 's1');
    comesBack(story, 'r1', '1');
    expect(bill(story).credits).to.deep.equal([
      {
        ...{ cause: { kind: 'return', id: 'r1' }, issuedAt: '2026-11-26T12:04:00.000Z', creditedBefore: [] },
        lines: [
          {
            ...{ lineId: '1', sku: 'MUG', title: 'A mug', quantity: 1, payableMinor: 400, taxRateBp: 2_000 },
            taxMinor: 67,
          },
        ],
        taxes: [{ taxRateBp: 2_000, netMinor: 333, taxMinor: 67, grossMinor: 400 }],
        ...{ taxMinor: 67, totalMinor: 400 },
      },
    ]);
  });
  it('credits lines that are cancelled after it', () => {
    const story = life();
    ship(story, 's1', { lineId: '2', quantity: 1 });
    takesOut(story, 'c1', '1', 2);
    expect(credits(story)).to.deep.equal([['c1', 800]]);
  });
  it('credits goods once, however their money goes back', () => {
    const story = life();
    ship(story, 's1');
    comesBack(story, 'r1', '1');
    refund(story, 'named', 400, { returnId: 'r1' });
    comesBack(story, 'r2', '1');
    refund(story, 'unnamed', 400);
    expect(credits(story)).to.deep.equal([
      ['r1', 400],
      ['r2', 400],
    ]);
  });
  it('credits money that is given back for no goods, over the rates as they are left', () => {
    const story = life();
    ship(story, 's1');
    refund(story, 'f1', 100);
    expect(bill(story).credits[0]).to.deep.include({
      ...{ cause: { kind: 'refund', id: 'f1' }, lines: [], totalMinor: 100 },
      taxes: [
        { taxRateBp: 2_000, netMinor: 63, taxMinor: 12, grossMinor: 75 },
        { taxRateBp: 0, netMinor: 25, taxMinor: 0, grossMinor: 25 },
      ],
    });
  });
  it('credits such money also where it was given back before the invoice', () => {
    const story = life();
    refund(story, 'f1', 100);
    ship(story, 's1');
    expect(credits(story)).to.deep.equal([['f1', 100]]);
  });
  it('credits no more than was invoiced, and says what was credited before', () => {
    const story = life({ lines: [mugs], charges: [] }, 1_200);
    ship(story, 's1');
    refund(story, 'f1', 1_000);
    comesBack(story, 'r1', '1', 3);
    const [, second] = bill(story).credits;
    expect(second).to.deep.include({ totalMinor: 200, taxMinor: 33 });
    expect(second?.creditedBefore).to.deep.equal([
      { taxRateBp: 2_000, netMinor: 833, taxMinor: 167, grossMinor: 1_000 },
    ]);
    comesBack(story, 'r2', '1');
    expect(bill(story).credits).to.have.length(2);
  });
  it('needs no second note for money that the bank did not take and that goes back another way', () => {
    const story = life();
    ship(story, 's1');
    refund(story, 'f1', 100);
    story.happens('payment', {
      type: 'RefundFailed',
      data: {
        ...{ paymentId: orderId, orderId, refundId: 'f1', intentId: 'pi_1', code: 'lost', wasRefunded: true },
        ...{ amountMinor: 100, currency: 'GBP', customerId: null, country: 'France' },
      },
    });
    refund(story, 'f2', 100);
    refund(story, 'f3', 50);
    expect(credits(story)).to.deep.equal([
      ['f1', 100],
      ['f3', 50],
    ]);
  });
  it('has no documents of what was sent before it came here', () => {
    const story = life();
    const shipped = { orderId, shipmentId: 's1', lines: [{ lineId: '1', sku: 'MUG', quantity: 3 }], complete: false };
    story.happens('order', { type: 'ItemsShipped', data: shipped }, { origin: 'import' });
    ship(story, 's2');
    comesBack(story, 'r1', '1');
    expect(bill(story)).to.deep.include({ invoice: undefined, credits: [] });
  });
  it('shows free delivery as a discount on it', () => {
    const charges = [post, { code: 'DISCOUNT', description: 'FREE', quantity: 1, amountMinor: -300 }];
    const story = life({ charges: charges.map((charge) => ({ ...charge, taxMinor: 0 })) }, 0);
    ship(story, 's1');
    expect(bill(story).invoice?.charges).to.deep.equal([
      {
        ...{ code: 'DELIVERY', description: 'Post', amountMinor: 300, discountMinor: 300, payableMinor: 0 },
        ...{ taxRateBp: 2_000, taxMinor: 0 },
      },
    ]);
  });
});
