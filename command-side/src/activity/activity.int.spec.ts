import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { KeyStore, readKeyFile, unseal } from '@storefold/platform';
import { openRunningShop, startStores, typesOf, type RunningShop, type Stores } from '../testing/running-shop.js';

const day = () => new Date().toISOString().slice(0, 10);

describe('what visitors look at, in a shop that runs', function () {
  this.timeout(30_000);
  let stores: Stores;
  let shop: RunningShop;
  before(async () => {
    stores = await startStores();
    shop = await openRunningShop(stores);
    for (const sku of ['MUG', 'CUP'])
      await shop.clerk.post('/inventory/products', { sku, title: `A ${sku}`, priceMinor: 450, currency: 'GBP' });
  });
  after(async () => {
    await shop.close();
    await stores.close();
  });
  const viewed = (sku: string, id: string = randomUUID()) => ({
    ...{ kind: 'viewed', id, at: new Date().toISOString(), sku },
  });
  /** The stream of the only visitor who looked at something so far. */
  const streams = async (): Promise<readonly string[]> => {
    const found = new Set<string>();
    for await (const { event } of stores.eventStore.readAll())
      if (event && /^(activity|consent)-/.test(event.streamId)) found.add(event.streamId);
    return [...found];
  };

  it('is not recorded before they agree, and not after they no longer do', async () => {
    const ann = await shop.shopper();
    const refused = await ann.post('/activity', { activities: [viewed('MUG'), viewed('CUP')] });
    expect(refused.status).to.equal(202);
    expect(refused.body).to.deep.equal({ recorded: 0, repeated: 0, dropped: 2, because: 'no-consent' });
    expect(await streams()).to.deep.equal([]);

    await ann.post('/activity/consent', { granted: true, wording: 'banner-1' });
    expect((await ann.ask('GET', '/activity/consent')).body).to.deep.equal({ granted: true });
    const taken = await ann.post('/activity', { activities: [viewed('MUG')] });
    expect(taken.body).to.deep.equal({ recorded: 1, repeated: 0, dropped: 0 });

    await ann.post('/activity/consent', { granted: false, wording: 'banner-1' });
    const after = await ann.post('/activity', { activities: [viewed('MUG')] });
    expect(after.body['because']).to.equal('no-consent');
    const [, ofDay] = [...(await streams())].sort().reverse();
    expect(typesOf(await stores.stream(ofDay ?? ''))).to.deep.equal(['ProductViewed']);
  });

  it('is recorded once however often a batch is sent, at once too', async () => {
    const bob = await shop.shopper();
    await bob.post('/activity/consent', { granted: true, wording: 'banner-1' });
    const shown = {
      kind: 'shown',
      id: randomUUID(),
      at: new Date().toISOString(),
      placement: 'home',
      skus: ['MUG', 'CUP'],
    };
    const followed = {
      ...{ kind: 'followed', id: randomUUID(), at: new Date().toISOString(), placement: 'home' },
      ...{ shownId: shown.id, sku: 'CUP' },
    };
    const activities = [viewed('MUG'), shown, followed];
    const answers = await Promise.all(Array.from({ length: 20 }, () => bob.post('/activity', { activities })));
    expect(answers.map(({ status }) => status)).to.deep.equal(answers.map(() => 202));
    expect(answers.reduce((sum, { body }) => sum + Number(body['recorded']), 0)).to.equal(3);
    expect(answers.reduce((sum, { body }) => sum + Number(body['repeated']), 0)).to.equal(57);
  });

  it('says of recommendations for which group they were, and which step and model chose them', async () => {
    const cat = await shop.shopper();
    await cat.post('/activity/consent', { granted: true, wording: 'banner-1' });
    const at = new Date().toISOString();
    const shownId = randomUUID();
    const by = { group: 'control', answeredBy: 'popular', modelId: 'model-7' };
    const shown = { kind: 'shown', id: shownId, at, placement: 'basket', skus: ['MUG'], ...by };
    const of = { placement: 'basket', group: 'control', shownId, sku: 'MUG' };
    await cat.post('/activity', { activities: [shown, { kind: 'followed', id: randomUUID(), at, ...of }] });
    const all = (await Promise.all((await streams()).map((name) => stores.stream(name)))).flat();
    const dataOf = (type: string) => all.filter((event) => event.type === type).map(({ data }) => data);
    expect(dataOf('RecommendationsShown').at(-1)).to.deep.include({ placement: 'basket', skus: ['MUG'], ...by });
    expect(dataOf('RecommendationFollowed').at(-1)).to.deep.include(of);
  });

  it('keeps what was typed sealed, under a key of the visitor', async () => {
    const eve = await shop.shopper();
    await eve.post('/activity/consent', { granted: true, wording: 'banner-1' });
    const words = 'a present for Xantippa Quill';
    const search = { kind: 'searched', id: randomUUID(), at: new Date().toISOString(), words, results: 3 };
    await eve.post('/activity', { activities: [search] });
    const all = (await Promise.all((await streams()).map((name) => stores.stream(name)))).flat();
    expect(JSON.stringify(all, (_, value: unknown) => (typeof value === 'bigint' ? '' : value))).not.to.include(
      'Quill',
    );
    const event = all.find((each) => each.type === 'CatalogueSearched');
    if (event?.type !== 'CatalogueSearched') throw new Error('the search was not recorded');
    const keys = new KeyStore(stores.keyDatabase.db, readKeyFile(stores.config().MASTER_KEY_FILE));
    const key = await keys.dataKey(event.data.words.keyId);
    if (!key) throw new Error('there is no key');
    const place = { streamId: event.streamId, type: 'CatalogueSearched', field: 'words' };
    expect(unseal(key, event.data.words, place)).to.equal(words);
    expect(event.streamId).to.match(new RegExp(`^activity-.+\\.${day()}$`));
  });

  it('is refused whole where one thing cannot be, naming it', async () => {
    const dan = await shop.shopper();
    await dan.post('/activity/consent', { granted: true, wording: 'banner-1' });
    const ages = new Date(Date.now() - 3 * 24 * 60 * 60_000).toISOString();
    const late = { ...viewed('MUG', 'too-late'), at: ages };
    for (const [wrong, code] of [
      [late, 'activity-time-off'],
      [{ ...late, at: new Date(Date.now() + 60 * 60_000).toISOString() }, 'activity-time-off'],
      [viewed('NOTHING'), 'product-not-found'],
    ] as const) {
      const answer = await dan.post('/activity', { activities: [viewed('MUG'), wrong] });
      expect(answer.body['code']).to.equal(code);
    }
    expect((await dan.post('/activity', { activities: [viewed('MUG')] })).body['recorded']).to.equal(1);
    expect((await shop.clerk.post('/activity', { activities: [viewed('MUG')] })).status).to.equal(403);
  });
});
