import { randomBytes } from 'node:crypto';
import { connectDocumentStore, KeyStore } from '@storefold/platform';
import { expect } from 'chai';
import { startStores, type Stores } from '../testing/running-shop.js';

const masterKey = Buffer.alloc(32, 7);

describe('the keys of new orders', function () {
  this.timeout(30_000);
  let stores: Stores;
  /** Each scene has ids of its own. */
  let ids: readonly string[] = [];
  before(async () => {
    stores = await startStores();
  });
  after(() => stores.close());
  beforeEach(() => {
    const scene = randomBytes(6).toString('hex');
    ids = Array.from({ length: 200 }, (_, n) => `order-${scene}-${n.toString()}`);
  });

  /** As another process would have it: nothing is remembered. */
  const keyStore = (): KeyStore => new KeyStore(stores.keyDatabase.db, masterKey);
  const hexOf = async (keys: readonly Promise<Buffer | undefined>[]) =>
    (await Promise.all(keys)).map((key) => key?.toString('hex'));

  it('are each another, and there for whoever reads them, when many are made at once', async () => {
    const keys = keyStore();
    const made = await hexOf(ids.map((id) => keys.newDataKey(id)));
    expect(new Set(made).size).to.equal(ids.length);
    const reader = keyStore();
    expect(await hexOf(ids.map((id) => reader.dataKey(id)))).to.deep.equal(made);
  });

  it('are the same for two processes that make them at the same moment', async () => {
    const [one, other] = [keyStore(), keyStore()];
    const [ofOne, ofOther] = await Promise.all([
      hexOf(ids.map((id) => one.newDataKey(id))),
      hexOf([...ids].reverse().map((id) => other.newDataKey(id))),
    ]);
    expect([...ofOther].reverse()).to.deep.equal(ofOne);
    expect(await hexOf(ids.map((id) => keyStore().dataKey(id)))).to.deep.equal(ofOne);
  });

  it('are the same where one order asks twice', async () => {
    const keys = keyStore();
    const [id = ''] = ids;
    const [first, again] = await hexOf([keys.newDataKey(id), keys.newDataKey(id)]);
    expect(again).to.equal(first);
    expect(await hexOf([keys.newDataKey(id)])).to.deep.equal([first]);
  });

  it('are refused where one was destroyed, and that one alone', async () => {
    const [destroyed = '', ...others] = ids;
    await keyStore().destroy(destroyed);
    const keys = keyStore();
    const [refused, ...made] = await Promise.allSettled([destroyed, ...others].map((id) => keys.newDataKey(id)));
    expect(refused).to.have.nested.property('reason.message').that.contains('was destroyed');
    expect(made.every(({ status }) => status === 'fulfilled')).to.equal(true);
    expect(await keyStore().dataKey(destroyed)).to.equal(undefined);
  });

  it('are refused, all that wait, where the key store is away', async () => {
    const away = connectDocumentStore('mongodb://127.0.0.1:1/keys?serverSelectionTimeoutMS=200');
    const keys = new KeyStore(away.db, masterKey);
    const made = await Promise.allSettled(ids.slice(0, 5).map((id) => keys.newDataKey(id)));
    expect(made.map(({ status }) => status)).to.deep.equal(Array(5).fill('rejected'));
    await away.close();
  });
});
