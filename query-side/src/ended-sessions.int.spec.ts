import { jsonEvent } from '@eventstore/db-client';
import { expect } from 'chai';
import type { Principal, ShopEvent } from '@storefold/contracts';
import { eventually, openQueriedShop, type QueriedShop } from './testing/queried-shop.js';

describe('a session of a customer, at the questions', function () {
  this.timeout(30_000);
  let shop: QueriedShop;
  before(async () => {
    shop = await openQueriedShop();
  });
  after(() => shop.close());

  const session = (customerId: string, passwordVersion: number): Principal => ({
    ...{ kind: 'shopper', id: customerId, customerId, passwordVersion },
  });
  const status = async (as: Principal): Promise<number> => (await shop.ask('/shop/orders', as)).status;
  const happens = (customerId: string, event: ShopEvent) => shop.append(`customer-${customerId}`, event);
  const passwordChanged = (customerId: string): ShopEvent => ({
    type: 'CustomerPasswordChanged',
    data: { customerId, changeId: `change-of-${customerId}` },
  });

  it('ends when the password is changed; one that was begun after that goes on', async () => {
    expect(await status(session('ann', 0))).to.equal(200);
    await happens('ann', passwordChanged('ann'));
    await eventually('the old one is over', async () => (await status(session('ann', 0))) === 401);
    expect(await status(session('ann', 1))).to.equal(200);
    expect(await status(session('bob', 0))).to.equal(200);
  });
  it('ends when the customer is erased, whatever its password', async () => {
    expect(await status(session('eve', 5))).to.equal(200);
    await happens('eve', {
      type: 'CustomerErased',
      data: { customerId: 'eve', emailHash: 'e'.repeat(64), erasedAt: '2026-01-02T03:04:05.000Z' },
    });
    await eventually('it is over', async () => (await status(session('eve', 5))) === 401);
  });
  it('ends for a customer of whom something stands there that cannot be read, and for nobody else', async () => {
    expect(await status(session('tom', 0))).to.equal(200);
    await shop.eventStore.appendToStream('customer-tom', jsonEvent({ type: 'CustomerErased', data: { torn: true } }));
    await eventually('it is over', async () => (await status(session('tom', 0))) === 401);
    expect(await status(session('bob', 0))).to.equal(200);
    // And the log is followed on.
    await happens('kim', passwordChanged('kim'));
    await eventually('a later one is over', async () => (await status(session('kim', 0))) === 401);
  });
  it('ends at a change of the password that cannot be read, and the one that is begun with the new password goes on', async () => {
    const torn = jsonEvent({ type: 'CustomerPasswordChanged', data: { torn: true } });
    await shop.eventStore.appendToStream('customer-una', torn);
    await eventually('the old one is over', async () => (await status(session('una', 0))) === 401);
    expect(await status(session('una', 1))).to.equal(200);
  });
  it('leaves guests and staff alone', async () => {
    expect(await status({ kind: 'shopper', id: 'ann' })).to.equal(200);
    expect(
      (await shop.ask('/desk/orders', { kind: 'staff', id: 's', login: 'sam', roles: ['clerk'] })).status,
    ).to.equal(200);
  });
});
