import { expect } from 'chai';
import type { ShopEvent } from '@storefold/contracts';
import { ann, bob, nobody } from '../testing/people.js';
import { openQueriedShop, problemIn, refusalIn, type QueriedShop } from '../testing/queried-shop.js';

const viewed = (visitorId: string, sku: string): ShopEvent => ({
  type: 'ProductViewed',
  data: { visitorId, activityId: `a-${sku}`, seenAt: '2026-11-26T12:00:00.000Z', sku },
});

describe('the events behind a recommendation', function () {
  this.timeout(30_000);
  let shop: QueriedShop;
  let hers: string;
  let his: string;
  let order: string;
  before(async () => {
    shop = await openQueriedShop();
    const at = { occurredAt: '2026-11-26T12:00:00.000Z' };
    hers = shop.token(await shop.append('activity-shopper-ann.2026-11-26', viewed('shopper-ann', 'MUG'), at));
    his = shop.token(await shop.append('activity-shopper-bob.2026-11-26', viewed('shopper-bob', 'CUP'), at));
    const line = (lineId: string, sku: string) => ({
      ...{ lineId, sku, title: sku, quantity: 1, unitPriceMinor: 100, amountMinor: 100 },
    });
    const placed: ShopEvent = {
      type: 'OrderPlaced',
      data: {
        ...{ orderId: 'o1', orderNumber: '1', customerId: null, shopperId: 'shopper-ann', country: 'United Kingdom' },
        ...{ lines: [line('1', 'MUG'), line('2', 'POT')], charges: [], currency: 'GBP' },
        ...{ linesMinor: 200, chargesMinor: 0, totalMinor: 200 },
      },
    };
    order = shop.token(await shop.append('order-o1', placed, at));
  });
  after(() => shop.close());

  const own = async (positions: string, as = ann) => {
    const { status, body } = await shop.ask(`/shop/own-events?positions=${positions}`, as);
    expect(status, JSON.stringify(body)).to.equal(200);
    return (body as { items: readonly { position: string; type: string; skus: readonly string[] }[] }).items;
  };

  it('are told to who did them: where, what, when and of which products', async () => {
    expect(await own(`${order},${hers}`)).to.deep.equal([
      { position: order, type: 'OrderPlaced', occurredAt: '2026-11-26T12:00:00.000Z', skus: ['MUG', 'POT'] },
      { position: hers, type: 'ProductViewed', occurredAt: '2026-11-26T12:00:00.000Z', skus: ['MUG'] },
    ]);
  });
  it('are left out where somebody else did them, as where nothing stands', async () => {
    expect((await own(`${hers},${his}`)).map(({ position }) => position)).to.deep.equal([hers]);
    expect((await own(`${hers},${his},${order}`, bob)).map(({ position }) => position)).to.deep.equal([his]);
    expect(await own(shop.token(7n))).to.deep.equal([]);
  });
  it('are asked for by positions of this log, by shoppers', async () => {
    for (const wrong of ['7', '00000000.7', `${hers},x`]) {
      const reply = await shop.ask(`/shop/own-events?positions=${wrong}`, ann);
      expect(refusalIn(reply)).to.deep.equal([400, 'invalid-position']);
      expect(problemIn(reply).fields?.map(({ path }) => path)).to.deep.equal(['query.positions']);
    }
    expect((await shop.ask(`/shop/own-events?positions=${hers}`, nobody)).status).to.equal(401);
  });
});
