import { expect } from 'chai';
import type { SalesSums, ShopEvent } from '@storefold/contracts';
import { foldView } from '../engine/view.js';
import {
  accountAdjusted,
  creditIssued,
  itemsReturned,
  orderCancelled,
  orderConfirmed,
  orderPlaced,
  paymentReceived,
  paymentRefunded,
  postage,
  productDefined,
} from '../testing/events.js';
import { refundFailed } from '../testing/card-events.js';
import { History, historyOf, london } from '../testing/history.js';
import { returnInspected, returnOnItsWay } from '../testing/return-events.js';
import {
  monthly,
  salesByChannel,
  salesByCountry,
  salesByCustomer,
  salesByDay,
  salesByHour,
  salesByProduct,
} from './sales-views.js';
import { noSales } from './sums.js';

const byDay = salesByDay(london);
const byCountry = salesByCountry(london);
const byCustomer = salesByCustomer(london);
const byProduct = salesByProduct(london);

/** Two mugs at 4.50 and one cup at 1.99, with 2.95 for postage and 1.00 off: 12.94. */
const placed = orderPlaced(
  'o1',
  [
    ['MUG', 2, 450],
    ['CUP', 1, 199],
  ],
  { charges: [postage(295), { code: 'D', description: 'Discount', quantity: 1, amountMinor: -100 }] },
);
const ofCancelled = { ofCancelled: true } as const;
const sold = { orders: 1, units: 3, linesMinor: 1_099, chargesMinor: 195 };

type Row = readonly [what: string, events: readonly ShopEvent[], sums: Partial<SalesSums>];
const trade: readonly Row[] = [
  ['what was sold', [placed], sold],
  ['two orders together', [placed, placed], { orders: 2, units: 6, linesMinor: 2_198, chargesMinor: 390 }],
  [
    'a cancelled order beside what was sold, not off it',
    [placed, orderCancelled(placed)],
    { ...sold, cancelledOrders: 1, cancelledMinor: 1_294 },
  ],
  [
    'goods that came back, at their worth',
    [placed, itemsReturned('o1', [['1', 'MUG', 1]], [450])],
    { ...sold, unitsReturned: 1, returnsMinor: 450 },
  ],
  [
    'money that went back',
    [placed, paymentRefunded('o1', 'b1', 450), paymentRefunded('o1', 'b2', 5)],
    { ...sold, refunds: 2, refundsMinor: 455 },
  ],
  [
    'money back for a cancelled order apart: its sale was taken back already',
    [
      placed,
      orderCancelled(placed),
      ...[94, 1_200].map((minor) => paymentRefunded('o1', `b${minor.toString()}`, minor, ofCancelled)),
    ],
    { ...sold, cancelledOrders: 1, cancelledMinor: 1_294, refundsOfCancelled: 2, refundsOfCancelledMinor: 1_294 },
  ],
  [
    'a credit as goods back and money back, its postage as money alone',
    [
      creditIssued(
        'c1',
        [
          ['MUG', 2, 900],
          ['CUP', 1, 199],
        ],
        295,
      ),
    ],
    { refunds: 1, refundsMinor: 1_394, unitsReturned: 3, returnsMinor: 1_099 },
  ],
  [
    'money that went back and was sent back again, as if it never had',
    [placed, paymentRefunded('o1', 'b1', 450), refundFailed('o1', 'b1', 450, true)],
    sold,
  ],
  [
    'money back for a cancelled order that was sent back again',
    [placed, paymentRefunded('o1', 'b1', 450, ofCancelled), refundFailed('o1', 'b1', 450, true, true)],
    sold,
  ],
  ['a refund that never came as nothing', [placed, refundFailed('o1', 'b1', 450, false)], sold],
  ['a bad debt', [accountAdjusted('a1', -1_106_206)], { adjustments: 1, adjustmentsMinor: -1_106_206 }],
];

describe('the sales', () => {
  describe('of trade as a whole', () => {
    for (const [what, events, sums] of trade)
      it(`sums ${what}, by day, country and customer alike`, () => {
        const history = historyOf(...events);
        const expected = { ...noSales, ...sums };
        expect(foldView(byDay, '2011-03-07|GBP', history)).to.deep.equal({
          ...{ ...expected, day: '2011-03-07', month: '2011-03', currency: 'GBP' },
        });
        expect(foldView(byCountry, '2011-03|GBP|United Kingdom', history)).to.deep.equal({
          ...{ ...expected, month: '2011-03', currency: 'GBP', country: 'United Kingdom' },
        });
        expect(foldView(byCustomer, '2011-03|GBP|guest', history)).to.deep.equal({
          ...{ ...expected, month: '2011-03', currency: 'GBP', customerId: 'guest' },
        });
      });

    it('is not touched by what is no trade', () => {
      const events = historyOf(
        productDefined('MUG', 'A mug', 450),
        orderConfirmed('o1'),
        paymentReceived('o1', 'r', 1),
      );
      for (const view of [byDay, byCountry, byCustomer, byProduct])
        expect(events.flatMap(view.keys), view.name).to.deep.equal([]);
    });
  });

  it('that no number holds exactly are no figure, and stay none', () => {
    const much = (amountMinor: number) => accountAdjusted('a', amountMinor);
    const adjusted = (...events: readonly ShopEvent[]) =>
      foldView(byCountry, '2011-03|GBP|United Kingdom', historyOf(...events))?.adjustmentsMinor;
    const most = Number.MAX_SAFE_INTEGER;
    expect(adjusted(much(most - 1), much(1))).to.equal(most);
    expect(adjusted(much(most), much(1))).to.be.NaN;
    expect(adjusted(much(most), much(1), much(-most))).to.be.NaN;
    const dear = orderPlaced('o1', [
      ['MUG', 1, most],
      ['MUG', 1, 2],
    ]);
    expect(foldView(byProduct, '2011-03|GBP|MUG', historyOf(dear))?.linesMinor).to.be.NaN;
  });

  it('belongs to the day and month that the shop’s clock shows when it happened, not when it was recorded', () => {
    const { events } = new History()
      .when({ occurredAt: '2011-06-30T23:30:00.000Z', recordedAt: '2026-01-01T00:00:00.000Z' })
      .happens(placed);
    expect(events.flatMap(byDay.keys)).to.deep.equal(['2011-07-01|GBP']);
    expect(events.flatMap(byCountry.keys)).to.deep.equal(['2011-07|GBP|United Kingdom']);
    expect(events.flatMap(byCustomer.keys)).to.deep.equal(['2011-07|GBP|guest']);
    expect(events.flatMap(byProduct.keys)).to.deep.equal(['2011-07|GBP|MUG', '2011-07|GBP|CUP']);
  });

  it('keeps countries and customers apart, each under what came back to them', () => {
    const who = { customerId: '13085', country: 'EIRE' };
    const events = historyOf(
      placed,
      orderPlaced('o2', [['MUG', 1, 450]], who),
      itemsReturned('o2', [['1', 'MUG', 1]], [450], who),
      paymentRefunded('o2', 'b1', 450, who),
    );
    const back = { ...noSales, orders: 1, units: 1, linesMinor: 450, unitsReturned: 1, returnsMinor: 450 };
    const theirs = { ...back, refunds: 1, refundsMinor: 450, month: '2011-03', currency: 'GBP' };
    expect(foldView(byCountry, monthly('2011-03', 'GBP', 'EIRE'), events)).to.deep.equal({
      ...theirs,
      country: 'EIRE',
    });
    expect(foldView(byCustomer, monthly('2011-03', 'GBP', '13085'), events)).to.deep.equal({
      ...theirs,
      customerId: '13085',
    });
    expect(foldView(byCountry, '2011-03|GBP|United Kingdom', events)).to.include(sold);
  });

  it('counts what was asked back as any return, under the same day, country and customer, but for its delivery', () => {
    const who = { customerId: '13085', country: 'EIRE' };
    const events = historyOf(
      ...returnOnItsWay('o2', 'back1', [['1', 'MUG', 2]]),
      returnInspected('o2', 'back1', [['1', 'MUG', 2]], [[1, 700]], { ...who, deliveryMinor: 295 }),
    );
    const back = { ...noSales, unitsReturned: 2, returnsMinor: 700, month: '2011-03', currency: 'GBP' };
    expect(foldView(byCountry, monthly('2011-03', 'GBP', 'EIRE'), events)).to.deep.equal({ ...back, country: 'EIRE' });
    expect(foldView(byCustomer, monthly('2011-03', 'GBP', '13085'), events)).to.deep.equal({
      ...back,
      customerId: '13085',
    });
  });

  it('never adds amounts of two currencies: each has a document of its own', () => {
    const inEuro: ShopEvent = { ...placed, data: { ...placed.data, currency: 'EUR' } };
    const events = historyOf(placed, inEuro, inEuro);
    const keys = (view: { readonly keys: (event: (typeof events)[number]) => readonly string[] }) => [
      ...new Set(events.flatMap((event) => view.keys(event))),
    ];
    expect(keys(byDay)).to.deep.equal(['2011-03-07|GBP', '2011-03-07|EUR']);
    expect(foldView(byDay, '2011-03-07|GBP', events)).to.include({ ...sold, currency: 'GBP' });
    expect(foldView(byDay, '2011-03-07|EUR', events)).to.include({ orders: 2, currency: 'EUR', linesMinor: 2_198 });
    for (const view of [byCountry, byCustomer, byProduct, salesByChannel(london), salesByHour])
      expect(keys(view).map((key) => /GBP|EUR/.exec(key)?.[0])).to.include.members(['GBP', 'EUR']);
    const eur = monthly('2011-03', 'EUR', 'MUG');
    expect(foldView(byProduct, eur, events)).to.include({ month: '2011-03', currency: 'EUR', sku: 'MUG', orders: 2 });
  });

  describe('of a product', () => {
    const mug = (...events: readonly ShopEvent[]) => foldView(byProduct, '2011-03|GBP|MUG', historyOf(...events));

    const rows: readonly Row[] = [
      ['its own lines alone', [placed], { orders: 1, units: 2, linesMinor: 900 }],
      [
        'two lines of one order as one order',
        [
          orderPlaced('o1', [
            ['MUG', 2, 450],
            ['MUG', 10, 399],
          ]),
        ],
        { orders: 1, units: 12, linesMinor: 4_890 },
      ],
      [
        'what was cancelled of it',
        [placed, orderCancelled(placed)],
        { orders: 1, units: 2, linesMinor: 900, cancelledOrders: 1, cancelledMinor: 900 },
      ],
      [
        'what came back of it, by return and by credit',
        [
          itemsReturned(
            'o1',
            [
              ['1', 'MUG', 1],
              ['2', 'CUP', 1],
            ],
            [450, 199],
          ),
          creditIssued(
            'c1',
            [
              ['MUG', 3, 1_350],
              ['CUP', 1, 199],
            ],
            295,
          ),
        ],
        { unitsReturned: 4, returnsMinor: 1_800 },
      ],
      [
        'what came back of it as it was asked for, once it was looked at, at what is given back for it',
        [
          ...returnOnItsWay('o1', 'back1', [['1', 'MUG', 2]]),
          returnInspected('o1', 'back1', [['1', 'MUG', 2]], [[1, 700]], { deliveryMinor: 295 }),
        ],
        { unitsReturned: 2, returnsMinor: 700 },
      ],
    ];
    for (const [what, events, sums] of rows)
      it(`sums ${what}`, () => {
        expect(mug(...events)).to.deep.include({ ...noSales, ...sums, sku: 'MUG', month: '2011-03', currency: 'GBP' });
      });

    it('is not touched by charges, refunds and adjustments', () => {
      const events = historyOf(
        ...[paymentRefunded('o1', 'b1', 1), accountAdjusted('a1', 1), creditIssued('c1', [], 295)],
        orderPlaced('o1', [], { charges: [postage(295)] }),
      );
      expect(events.flatMap(byProduct.keys)).to.deep.equal([]);
    });

    it('is called by the first of its titles in the order of letters, whichever came first', () => {
      const back = creditIssued('c1', [['MUG', 1, 450]]);
      const nameless = orderPlaced('o2', [], {
        lines: [{ lineId: '1', sku: 'MUG', title: '', quantity: 1, unitPriceMinor: 0, amountMinor: 0 }],
      });
      expect(mug(nameless)?.title).to.equal('');
      expect(mug(nameless, placed, back)?.title).to.equal('MUG back');
      expect(mug(back, placed, nameless)?.title).to.equal('MUG back');
    });
  });
});
