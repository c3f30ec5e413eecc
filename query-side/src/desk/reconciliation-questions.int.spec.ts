import { expect } from 'chai';
import { collections, type ReconciliationDocument } from '@storefold/contracts';
import { analyst, clerk } from '../testing/people.js';
import { openQueriedShop, refusalIn, type QueriedShop } from '../testing/queried-shop.js';

const difference = (intentId: string, foundAt: string, settledAt: string | null = null): ReconciliationDocument => ({
  ...{ intentId, orderId: `o-${intentId}`, attemptId: 'a1', kind: 'status-differs', here: 'authorised' },
  ...{ there: 'captured', status: settledAt === null ? 'open' : 'settled', foundAt, settledAt, times: 1 },
});

describe('what differs from the gateway’s books', function () {
  this.timeout(30_000);
  let shop: QueriedShop;
  const [early, late] = [difference('p2', '2026-11-29T09:00:00.000Z'), difference('p1', '2026-11-30T09:00:00.000Z')];
  const settled = difference('p3', '2026-11-28T09:00:00.000Z', '2026-11-28T10:00:00.000Z');

  before(async () => {
    shop = await openQueriedShop();
    await shop.write(collections.reconciliation, { p1: late, p2: early, p3: settled });
  });
  after(() => shop.close());
  const ask = async (question: string) => (await shop.ask(`/desk/reconciliation${question}`, clerk)).body;

  it('is what is open, those found first before, and how many in all', async () => {
    expect(await ask('')).to.deep.equal({ items: [early, late], total: 2 });
    expect(await ask('?limit=1')).to.deep.equal({ items: [early], total: 2 });
  });
  it('or what was settled', async () => {
    expect(await ask('?status=settled')).to.deep.equal({ items: [settled], total: 1 });
  });
  it('is told to those who keep the books', async () => {
    expect(refusalIn(await shop.ask('/desk/reconciliation', analyst))).to.deep.equal([403, 'not-allowed']);
  });
});
