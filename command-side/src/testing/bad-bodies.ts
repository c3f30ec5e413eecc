import type { Principal } from '@storefold/contracts';

/** A body that cannot be understood: of which route, who sends it, what it is, and the field that is named. */
export type BadBody = readonly [string, Principal, unknown, string];

const described = { title: 'A mug' };
const material = { name: 'Material', value: 'clay' };
const discount = { code: 'SPRING', off: { kind: 'free-delivery' }, currency: 'GBP' };

const price = { priceMinor: 500, currency: 'GBP', effectiveFrom: '2026-11-26T12:00:00.000Z' };

export const badBodiesOfProcesses = (administrator: Principal): readonly BadBody[] => [
  ['/processes/:process/replays', administrator, { why: 'now' }, 'body.why'],
  ['/processes/:process/skips', administrator, { eventId: 'e1', reason: ' ' }, 'body.reason'],
  ['/processes/:process/skips', administrator, { reason: 'a test' }, 'body.eventId'],
];

const seen = { id: 'a1', at: '2026-11-26T12:00:00.000Z' };
const view = { kind: 'viewed', ...seen, sku: 'MUG' };
const shown = { kind: 'shown', ...seen, placement: 'home', skus: ['MUG'] };

export const badBodiesOfActivity = (shopper: Principal): readonly BadBody[] => [
  ['/activity', shopper, { activities: [] }, 'body.activities'],
  ['/activity', shopper, { activities: Array.from({ length: 101 }, () => view) }, 'body.activities'],
  ['/activity', shopper, { activities: [{ ...view, at: 'now' }] }, 'body.activities.0.at'],
  ['/activity', shopper, { activities: [view, { ...view, sku: '../etc' }] }, 'body.activities.1.sku'],
  ['/activity', shopper, { activities: [{ ...view, kind: 'bought' }] }, 'body.activities.0.kind'],
  ['/activity', shopper, { activities: [{ ...shown, group: 'everybody' }] }, 'body.activities.0.group'],
  [
    '/activity',
    shopper,
    { activities: [{ kind: 'searched', ...seen, words: 'x'.repeat(201), results: 1 }] },
    'body.activities.0.words',
  ],
  ['/activity/consent', shopper, { granted: 'yes', wording: 'v1' }, 'body.granted'],
  ['/activity/consent', shopper, { granted: true }, 'body.wording'],
];

export const badBodiesOfCatalogue = (clerk: Principal): readonly BadBody[] => [
  ['/inventory/products/:sku/price-changes', clerk, { ...price, priceMinor: -1 }, 'body.priceMinor'],
  ['/inventory/products/:sku/price-changes', clerk, { ...price, currency: 'pounds' }, 'body.currency'],
  ['/inventory/products/:sku/price-changes', clerk, { ...price, effectiveFrom: 'tomorrow' }, 'body.effectiveFrom'],
  ['/inventory/products/:sku/price-changes/:changeId/withdrawal', clerk, { why: 'a slip' }, 'body.why'],
  ['/inventory/products/:sku/price', clerk, { priceMinor: 1, currency: 'QQQ' }, 'body.currency'],
  ['/inventory/products/:sku/prices/:currency/withdrawal', clerk, { why: 'a slip' }, 'body.why'],
  ['/inventory/products/:sku/details', clerk, { title: ' ' }, 'body.title'],
  ['/inventory/products/:sku/details', clerk, { ...described, priceMinor: 1 }, 'body.priceMinor'],
  [
    '/inventory/products/:sku/details',
    clerk,
    { ...described, pictures: [{ url: 'http://example.org/mug.jpg', shows: 'A mug' }] },
    'body.pictures.0.url',
  ],
  [
    '/inventory/products/:sku/details',
    clerk,
    { ...described, pictures: [{ url: '//example.org/mug.jpg', shows: 'A mug' }] },
    'body.pictures.0.url',
  ],
  [
    '/inventory/products/:sku/details',
    clerk,
    { ...described, pictures: [{ url: '/mug.jpg', shows: '' }] },
    'body.pictures.0.shows',
  ],
  ['/inventory/products/:sku/details', clerk, { ...described, attributes: [material, material] }, 'body.attributes'],
  ['/inventory/families', clerk, { title: 'A scarf', options: [] }, 'body.options'],
  [
    '/inventory/families',
    clerk,
    { title: 'A scarf', options: [{ name: 'Size', values: ['S', 'S'] }] },
    'body.options.0.values',
  ],
  ['/inventory/families/:familyId/variants', clerk, { sku: 'MUG', values: [] }, 'body.values'],
  [
    '/inventory/families/:familyId/variants',
    clerk,
    { sku: 'MUG', values: [{ option: 'Size', value: 'S', priceMinor: 1 }] },
    'body.values.0.priceMinor',
  ],
];

export const badBodiesOfReturns = (clerk: Principal, shopper: Principal): readonly BadBody[] => {
  const ofReturn = '/orders/:orderId/return-requests/:returnId';
  const line = { lineId: '1', quantity: 1 };
  const found = { lineId: '1', sellable: 1, writtenOff: 0 };
  return [
    ['/orders/:orderId/return-requests', shopper, { reason: 'bored', lines: [line] }, 'body.reason'],
    ['/orders/:orderId/return-requests', shopper, { reason: 'faulty', lines: [] }, 'body.lines'],
    ['/orders/:orderId/return-requests', shopper, { reason: 'faulty', words: ' ', lines: [line] }, 'body.words'],
    [
      '/orders/:orderId/return-requests',
      clerk,
      { reason: 'faulty', lines: [{ ...line, quantity: 0 }] },
      'body.lines.0.quantity',
    ],
    [`${ofReturn}/withdrawal`, shopper, { why: 'kept' }, 'body.why'],
    [`${ofReturn}/approval`, clerk, { why: 'kind' }, 'body.why'],
    [`${ofReturn}/refusal`, clerk, {}, 'body.reason'],
    [`${ofReturn}/receipt`, clerk, { lines: [] }, 'body.lines'],
    [`${ofReturn}/inspection`, clerk, { lines: [{ ...found, sellable: 0 }] }, 'body.lines.0.sellable'],
    [`${ofReturn}/inspection`, clerk, { lines: [{ ...found, amountMinor: -1 }] }, 'body.lines.0.amountMinor'],
    [`${ofReturn}/inspection`, clerk, { lines: [{ ...found, writeOffReason: 'ugly' }] }, 'body.lines.0.writeOffReason'],
    ['/payments/:orderId/refunds/:refundId/by-hand', clerk, { amountMinor: 1 }, 'body.reason'],
  ];
};

export const badBodiesOfPricing = ({
  clerk,
  shopper,
  order,
}: {
  readonly clerk: Principal;
  readonly shopper: Principal;
  /** One that would do. */
  readonly order: object;
}): readonly BadBody[] => [
  ['/orders', shopper, { ...order, country: 'Atlantis' }, 'body.country'],
  ['/orders', shopper, { ...order, discountCodes: ['no', 'NO'] }, 'body.discountCodes.0'],
  ['/orders', shopper, { ...order, discountCodes: ['SPRING', 'spring'] }, 'body.discountCodes'],
  ['/orders/quote', shopper, { country: 'Atlantis' }, 'body.country'],
  ['/orders/quote', shopper, { country: 'France', currency: 'XQQ' }, 'body.currency'],
  ['/orders', shopper, { ...order, currency: 'euro' }, 'body.currency'],
  ['/discounts', clerk, { ...discount, off: { kind: 'percentage', basisPoints: 10_001 } }, 'body.off.basisPoints'],
  ['/discounts', clerk, { ...discount, off: { kind: 'fixed', amountMinor: 0 } }, 'body.off.amountMinor'],
  ['/discounts', clerk, { ...discount, code: 'A B' }, 'body.code'],
  ['/discounts', clerk, { ...discount, limit: 0 }, 'body.limit'],
  [
    '/discounts',
    clerk,
    { ...discount, from: '2026-12-01T00:00:00.000Z', until: '2026-12-01T00:00:00.000Z' },
    'body.until',
  ],
  ['/discounts/:code/end', clerk, { why: 'over' }, 'body.why'],
];
