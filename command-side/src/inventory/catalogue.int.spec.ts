import { jsonEvent } from '@eventstore/db-client';
import { expect } from 'chai';
import { openRunningShop, startStores, typesOf, type RunningShop, type Stores } from '../testing/running-shop.js';

const values = (size: string) => [{ option: 'Size', value: size }];

describe('what is told of products', function () {
  this.timeout(30_000);
  let stores: Stores;
  let shop: RunningShop;
  before(async () => {
    stores = await startStores();
    shop = await openRunningShop(stores);
    for (const sku of ['S1', 'L1', 'S2', 'MUG'])
      await shop.clerk.post('/inventory/products', { sku, title: `A ${sku}`, priceMinor: 450, currency: 'GBP' });
  });
  after(async () => {
    await shop.close();
    await stores.close();
  });
  const family = async (title = 'A scarf'): Promise<string> => {
    const { status, body } = await shop.clerk.post('/inventory/families', {
      ...{ title, options: [{ name: 'Size', values: ['S', 'L'] }] },
    });
    expect(status).to.equal(201);
    return String(body['familyId']);
  };
  const familyOf = async (sku: string) =>
    (await stores.stream(`product-${sku}`)).reduce<string | undefined>((familyId, event) => {
      if (event.type === 'ProductJoinedFamily') return event.data.familyId;
      return event.type === 'ProductLeftFamily' ? undefined : familyId;
    }, undefined);

  it('is told anew, and an order has the new title', async () => {
    const key = 'told-once-only';
    const details = {
      ...{ title: 'A blue mug', description: 'Holds a pint.', categoryPath: ['Kitchen', 'Mugs'] },
      ...{ attributes: [{ name: 'Material', value: 'clay' }], pictures: [{ url: '/mug.jpg', shows: 'A mug' }] },
    };
    const told = await shop.clerk.post('/inventory/products/MUG/details', details, key);
    expect([told.status, told.body['sku']]).to.deep.equal([200, 'MUG']);
    expect((await shop.clerk.post('/inventory/products/MUG/details', details, key)).status).to.equal(200);
    const other = await shop.clerk.post('/inventory/products/MUG/details', { title: 'Another mug' }, key);
    expect([other.status, other.body['code']]).to.deep.equal([422, 'idempotency-key-reused']);
    const stream = await stores.stream('product-MUG');
    expect(typesOf(stream)).to.deep.equal(['ProductDefined', 'ProductDescribed']);
    expect(stream[1]?.type === 'ProductDescribed' && stream[1].data.description).to.equal('Holds a pint.');
    const ann = await shop.shopper();
    await ann.post('/carts/mine/items', { sku: 'MUG', quantity: 1 });
    const cart = await ann.ask('GET', '/carts/mine');
    expect(cart.body['lines']).to.have.deep.nested.property('[0].title', 'A blue mug');
    expect((await shop.clerk.post('/inventory/products/NONE/details', details)).status).to.equal(404);
  });

  it('has each variant once, though many add it at the same time', async () => {
    const familyId = await family();
    const path = `/inventory/families/${familyId}/variants`;
    const answers = await Promise.all(
      ['S1', 'S2', 'S1', 'S2', 'S1', 'S2'].map((sku) => shop.clerk.post(path, { sku, values: values('S') })),
    );
    const [winner, ...others] = (await stores.stream(`family-${familyId}`)).flatMap((event) =>
      event.type === 'VariantAdded' ? [event.data.sku] : [],
    );
    expect(others).to.deep.equal([]);
    const loser = winner === 'S1' ? 'S2' : 'S1';
    expect(await familyOf(String(winner))).to.equal(familyId);
    // Whoever was refused belongs to no family, and may go to another.
    expect(await familyOf(loser)).to.equal(undefined);
    expect(answers.filter(({ status }) => status === 200)).to.have.lengthOf(3);
    for (const { body } of answers.filter(({ status }) => status !== 200))
      expect([body['status'], body['code']]).to.deep.equal([409, 'variant-taken']);
    const removed = await shop.clerk.ask('DELETE', `${path}/${String(winner)}`);
    expect([removed.status, await familyOf(String(winner))]).to.deep.equal([200, undefined]);
  });

  it('is a variant of one family at most, and goes on where somebody died half-way', async () => {
    const [one, other] = [await family('One'), await family('Other')];
    const add = (familyId: string, key: string) =>
      shop.clerk.post(`/inventory/families/${familyId}/variants`, { sku: 'L1', values: values('L') }, key);
    expect((await add(one, 'first-of-the-two')).status).to.equal(200);
    const refused = await add(other, 'second-of-the-two');
    expect([refused.status, refused.body['code'], refused.body['facts']]).to.deep.equal([
      ...[409, 'product-in-another-family', { sku: 'L1', familyId: one }],
    ]);
    expect(typesOf(await stores.stream(`family-${other}`))).to.deep.equal(['FamilyDefined']);
    // As a process leaves it that dies after the product's side was written.
    await shop.clerk.ask('DELETE', `/inventory/families/${one}/variants/L1`);
    await stores.eventStore.appendToStream(
      'product-L1',
      jsonEvent({
        type: 'ProductJoinedFamily',
        data: { sku: 'L1', familyId: other, changeId: 'of-one-who-died' },
        metadata: {
          ...{ $correlationId: 'spec', $causationId: 'spec', commandId: 'of-one-who-died', origin: 'live' },
          ...{ actor: { kind: 'system', id: 'spec' }, occurredAt: '2026-11-27T01:00:00.000Z', schemaVersion: 1 },
        },
      }),
    );
    expect((await add(other, 'second-of-the-two')).status).to.equal(200);
    expect(typesOf(await stores.stream(`family-${other}`))).to.deep.equal(['FamilyDefined', 'VariantAdded']);
    // A repeat that comes after it was taken out brings nothing back.
    await shop.clerk.ask('DELETE', `/inventory/families/${other}/variants/L1`);
    expect((await add(other, 'second-of-the-two')).status).to.equal(200);
    expect(await familyOf('L1')).to.equal(undefined);
  });
});
