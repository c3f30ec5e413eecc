import { expect } from 'chai';
import { csvOf } from '../testing/file.js';
import { testFolder } from '../testing/folder.js';
import { invoicesOf } from '../testing/rows.js';
import { GoodsSurvey } from './goods-survey.js';
import { InvoicePlanner } from './invoice-planner.js';
import type { InvoicePlan, ShelfStep } from './plan.js';
import { ReturnsSurvey } from './returns-ledger.js';
import type { RowText } from './row.js';
import { ShelfSurvey } from './shelf-plan.js';
import { surveyFile } from './survey.js';

const plansOf = (...rows: readonly Partial<RowText>[]): readonly InvoicePlan[] => {
  const invoices = invoicesOf(...rows);
  const [goods, shelf, returns] = [new GoodsSurvey(), new ShelfSurvey(), new ReturnsSurvey()];
  for (const invoice of invoices) for (const survey of [goods, shelf, returns]) survey.add(invoice);
  const planner = new InvoicePlanner({ goods: goods.goods(), shelf: shelf.plan(), returnsWanted: returns.wanted() });
  return invoices.map((invoice) => planner.plan(invoice));
};
const planOf = (...rows: readonly Partial<RowText>[]): InvoicePlan => {
  const plan = plansOf(...rows).at(-1);
  if (!plan) throw new Error('no plan');
  return plan;
};
/** Pieces that a step moves; the import counts no shelves. */
const piecesOf = ({ command }: ShelfStep): number | undefined => ('quantity' in command ? command.quantity : undefined);
const idsOf = (plans: readonly InvoicePlan[]): readonly string[] =>
  plans.flatMap(({ products, order, returns, credit, adjustments, shelf }) =>
    [
      ...products,
      ...(order ? [order.place, order.ship, order.payment] : []),
      ...returns.flatMap(({ goods, refund }) => [goods, refund]),
      credit,
      ...adjustments,
      ...shelf,
    ].flatMap((planned) => (planned ? [planned.commandId] : [])),
  );

describe('the commands of an invoice', () => {
  it('place an order with its goods and its charges, ship all of it, and pay all of it', () => {
    const { order, outcomes } = planOf(
      {},
      { code: 'CUP', price: '0.125', quantity: '1' },
      { code: 'POST', description: '', quantity: '1', price: '2' },
    );
    expect(order?.place.command).to.deep.equal({
      ...{ orderId: '500001', orderNumber: '500001', customerId: '13000', country: 'United Kingdom', currency: 'GBP' },
      lines: [
        { lineId: '1', sku: 'MUG', title: 'WHITE MUG', quantity: 2, unitPriceMinor: 450, amountMinor: 900 },
        { lineId: '2', sku: 'CUP', title: 'WHITE MUG', quantity: 1, unitPriceMinor: 12, amountMinor: 12 },
      ],
      charges: [{ code: 'POST', description: 'Postage', quantity: 1, amountMinor: 200 }],
    });
    expect(order?.ship?.command).to.deep.equal({ orderId: '500001', shipmentId: '500001.shipped' });
    expect(order?.payment?.command).to.include({ method: 'on-account', amountMinor: 1112 });
    expect(order?.place.occurredAt).to.equal('2010-01-05T10:00:00.000Z');
    expect(outcomes).to.deep.equal(['order-line', 'order-line', 'order-charge']);
  });

  it('let a guest pay with a card', () => {
    const { order } = planOf({ customer: '' });
    expect(order?.place.command.customerId).to.equal(null);
    expect(order?.payment?.command.method).to.equal('card-terminal');
  });

  it('ship nothing of an order of charges alone, and take no money where nothing is due', () => {
    expect(planOf({ code: 'POST' }).order?.ship).to.equal(undefined);
    const discounted = planOf({}, { code: 'D', quantity: '-1', price: '9.00' });
    expect(discounted.order?.totalMinor).to.equal(0);
    expect(discounted.order?.payment).to.equal(undefined);
    expect(planOf({ code: 'D', quantity: '-1' }).order).to.include({ totalMinor: -450, payment: undefined });
  });

  it('take goods back to their order, refund it, credit the rest, and put all pieces on the shelf', () => {
    const { returns, credit, shelf, outcomes } = planOf(
      {},
      { invoice: 'C7', quantity: '-3' },
      { invoice: 'C7', code: 'POST', quantity: '-1' },
    );
    expect(returns.map(({ goods, refund }) => [goods.command, refund?.command])).to.deep.equal([
      [
        {
          orderId: '500001',
          returnId: 'C7',
          reason: 'returned goods',
          lines: [{ lineId: '1', quantity: 2, amountMinor: 900 }],
        },
        { orderId: '500001', refundId: 'C7', returnId: 'C7', amountMinor: 900, reason: 'returned goods' },
      ],
    ]);
    expect(credit?.command.lines).to.deep.equal([{ sku: 'MUG', title: 'WHITE MUG', quantity: 1, amountMinor: 450 }]);
    expect(credit?.command.charges).to.deep.equal([
      { code: 'POST', description: 'WHITE MUG', quantity: -1, amountMinor: 450 },
    ]);
    expect(shelf.map((step) => [step.step, step.command.movementId, piecesOf(step)])).to.deep.equal([
      ['return', 'C7.1', 2],
      ['return', 'C7.1.2', 1],
    ]);
    expect(outcomes).to.deep.equal(['return-split', 'charge-credited']);
  });

  it('name a line of an order once in a return, however many rows go back to it', () => {
    const { returns } = planOf({}, { invoice: 'C7', quantity: '-1' }, { invoice: 'C7', quantity: '-1' });
    expect(returns.map(({ goods }) => goods.command.lines)).to.deep.equal([
      [{ lineId: '1', quantity: 2, amountMinor: 900 }],
    ]);
  });

  it('refund nothing for goods that were worth nothing', () => {
    const price = '0.001';
    const { returns } = planOf({ price }, { invoice: 'C7', quantity: '-1', price });
    expect(returns.map(({ refund }) => refund)).to.deep.equal([undefined]);
  });

  const outcomes: readonly (readonly [what: string, said: Partial<RowText>, outcome: string])[] = [
    ['goods of an order', {}, 'order-line'],
    ['goods from no order we know', { invoice: 'C7', quantity: '-1' }, 'return-customer-credit'],
    ['goods that a guest brought', { invoice: 'C7', quantity: '-1', customer: '' }, 'return-guest-credit'],
    ['an adjustment', { invoice: 'A7', price: '-3' }, 'account-adjusted'],
    ['goods written off', { price: '0', customer: '', quantity: '-1' }, 'stock-written-off'],
    ['goods found', { price: '0', customer: '' }, 'stock-found'],
    ['goods given away', { price: '0' }, 'stock-given-free'],
    ['a charge of no price', { code: 'M', price: '0' }, 'void-charge'],
  ];
  for (const [what, said, outcome] of outcomes)
    it(`account for ${what} as ${outcome}`, () => {
      expect(planOf(said).outcomes).to.deep.equal([outcome]);
    });

  it('define a product once, by its most frequent words and price, when it is first seen', () => {
    const plans = plansOf(
      { invoice: '1', description: '?', price: '0', customer: '' },
      { invoice: '2', description: 'MUG, WHITE', price: '9' },
      { invoice: '3' },
      { invoice: '4' },
    );
    expect(plans.map(({ products }) => products.length)).to.deep.equal([1, 0, 0, 0]);
    expect(plans[0]?.products[0]?.command).to.deep.equal({
      sku: 'MUG',
      title: 'WHITE MUG',
      priceMinor: 450,
      currency: 'GBP',
    });
  });

  it('have goods arrive before they are taken, not before the shop knew the product, a million at a time at most', () => {
    const many = { quantity: '900000', price: '0.01' };
    const [first, second] = plansOf(
      { ...many, invoice: '1', date: '2010-01-05 10:00:00' },
      { ...many, invoice: '2', date: '2010-02-05 10:00:00' },
    );
    expect(first?.shelf.map((step) => [step.step, step.occurredAt, piecesOf(step)])).to.deep.equal([
      ['update', '2010-01-05T10:00:00.000Z', 1_000_000],
      ['update', '2010-01-05T10:00:00.000Z', 800_000],
      ['ship', '2010-01-05T10:00:00.000Z', 900_000],
    ]);
    // The last month is followed by one like it.
    expect(second?.shelf.map(({ step, occurredAt }) => [step, occurredAt])).to.deep.equal([
      ['update', '2010-02-01T07:00:00.000Z'],
      ['ship', '2010-02-05T10:00:00.000Z'],
    ]);
  });

  it('are named the same each time, each by another name, and otherwise where an amount differs', () => {
    const rows = [
      {},
      { code: 'POST' },
      { price: '0' },
      { invoice: 'C7', quantity: '-3' },
      { invoice: 'A8', price: '-3' },
    ];
    const ids = idsOf(plansOf(...rows));
    expect(idsOf(plansOf(...rows))).to.deep.equal(ids);
    expect(new Set(ids).size).to.equal(ids.length);
    const others = idsOf(plansOf({ price: '4.51' }, ...rows.slice(1)));
    for (const what of ['place', 'ship', 'pay']) {
      const named = (some: readonly string[]) => some.find((id) => id.startsWith(`online-retail/500001/${what}/`));
      expect(named(ids), what).to.not.equal(undefined);
      expect(named(others), what).not.to.equal(named(ids));
    }
  });
});

describe('the first reading of the file', () => {
  it('knows what the second needs, the first bad row, and orders to recognise a shop by', async () => {
    const folder = testFolder();
    try {
      const file = folder.file(
        'trade.csv',
        csvOf({ invoice: 'A1', price: '-3' }, {}, 'bad', { invoice: 'C7', quantity: '-1' }, 'worse'),
      );
      const survey = await surveyFile(file);
      expect(survey).to.include({ rows: 5, invoices: 3 });
      expect(survey.sha256).to.match(/^[0-9a-f]{64}$/);
      expect(survey.firstBad?.row).to.equal(4);
      expect(survey.probes.map(({ number }) => number)).to.deep.equal(['500001']);
      expect([...survey.goods.keys()]).to.deep.equal(['MUG']);
      expect([...survey.returnsWanted]).to.have.length(1);
    } finally {
      folder.remove();
    }
  });
});
