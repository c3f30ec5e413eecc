import { collections } from '@storefold/contracts';
import { expect } from 'chai';
import { product, stock } from '../testing/documents.js';
import { openQueriedShop, problemIn, refusalIn, type QueriedShop, type Reply } from '../testing/queried-shop.js';
import type { ProductCard } from './product-questions.js';

type Page = { readonly items: readonly ProductCard[]; readonly nextCursor: string | null };
const pageIn = ({ status, body }: Reply): Page => {
  expect(status, JSON.stringify(body)).to.equal(200);
  // The shape that the pages of the shop rely on; the specs look at its parts.
  return body as Page;
};
const skusIn = (reply: Reply): readonly string[] => pageIn(reply).items.map(({ sku }) => sku);

const detailed = {
  description: 'Holds a pint.',
  categoryPath: ['home', 'kitchen'],
  attributes: [{ name: 'Material', value: 'stoneware' }],
  pictures: [{ url: '/pictures/mug.jpg', shows: 'A blue mug' }],
};
const words = (...some: string[]) => ({ words: some });

describe('questions about products', function () {
  this.timeout(30_000);
  let shop: QueriedShop;

  before(async () => {
    shop = await openQueriedShop();
    await shop.write(collections.products, {
      '21754': product('21754', {
        ...{ title: 'HOME BUILDING BLOCK WORD', priceMinor: 595, category: 'decoration', categoryPath: ['decoration'] },
        ...words('21754', 'block', 'building', 'home', 'word'),
        definedAt: '2011-12-03T09:00:00.000Z',
      }),
      '21755': product('21755', {
        ...{ title: 'LOVE BUILDING BLOCK WORD', priceMinor: 595, category: 'decoration', categoryPath: ['decoration'] },
        ...words('21755', 'block', 'building', 'love', 'word'),
      }),
      MUG: product('MUG', {
        ...{ title: 'A mug (blue)', priceMinor: 450, category: 'kitchen', ...detailed },
        ...words('a', 'blue', 'mug'),
        changedAt: '2011-12-05T10:00:00.000Z',
      }),
      OLD: product('OLD', {
        ...{
          title: 'An old mug',
          priceMinor: 450,
          category: 'kitchen',
          categoryPath: ['home', 'kitchen'],
          ...words('an', 'mug', 'old'),
        },
        discontinuedAt: '2011-12-06T10:00:00.000Z',
      }),
      SIGN: product('SIGN', { title: 'Café sign', priceMinor: 0, ...words('café', 'sign') }),
    });
    await shop.write(collections.stock, { MUG: stock('MUG', 10, 3), OLD: stock('OLD', 5), '21754': stock('21754', 0) });
  });
  after(() => shop.close());

  describe('GetProduct', () => {
    it('tells a product with what is on the shelf', async () => {
      const { status, body } = await shop.ask('/shop/products/MUG');
      expect(status).to.equal(200);
      expect(body).to.deep.equal({
        ...{ sku: 'MUG', title: 'A mug (blue)', priceMinor: 450, currency: 'GBP', prices: [], category: 'kitchen' },
        ...{ available: 7, onHand: 10, discontinued: false, picture: detailed.pictures[0], family: null, ...detailed },
        ...{ definedAt: '2011-12-01T09:00:00.000Z', changedAt: '2011-12-05T10:00:00.000Z' },
      });
    });
    it('tells of what is not sold any more, and offers none of it', async () => {
      const { body } = await shop.ask('/shop/products/OLD');
      expect(body).to.include({ title: 'An old mug', discontinued: true, available: 0, onHand: 5 });
      const { body: listed } = await shop.ask('/shop/products?search=old');
      expect(listed).to.deep.include({ items: [] });
    });
    it('shows an empty shelf for a product that was never received', async () => {
      expect((await shop.ask('/shop/products/21755')).body).to.include({ available: 0, onHand: 0 });
    });
    it('refuses what the shop does not sell', async () => {
      expect(refusalIn(await shop.ask('/shop/products/NO-SUCH'))).to.deep.equal([404, 'no-such-product']);
    });
    it('takes a SKU by its exact letters', async () => {
      expect(refusalIn(await shop.ask('/shop/products/mug'))).to.deep.equal([404, 'no-such-product']);
    });
  });

  describe('products by SKU', () => {
    it('come in the order asked for, without those that are not sold', async () => {
      const reply = await shop.ask('/shop/products-by-sku?skus=MUG,NO-SUCH,21754,MUG');
      expect(skusIn(reply)).to.deep.equal(['MUG', '21754', 'MUG']);
      expect(pageIn(reply).items.map(({ available }) => available)).to.deep.equal([7, 0, 7]);
    });
  });

  describe('ListProducts', () => {
    for (const [sort, skus] of [
      ['title', ['MUG', 'SIGN', '21754', '21755']],
      ['price', ['SIGN', 'MUG', '21754', '21755']],
      ['newest', ['21754', '21755', 'MUG', 'SIGN']],
    ] as const) {
      it(`sorts by ${sort}, and equal ones by SKU`, async () => {
        expect(skusIn(await shop.ask(`/shop/products?sort=${sort}`))).to.deep.equal(skus);
      });
    }
    it('keeps to a category', async () => {
      expect(skusIn(await shop.ask('/shop/products?category=decoration'))).to.deep.equal(['21754', '21755']);
      expect(skusIn(await shop.ask('/shop/products?category=home'))).to.deep.equal(['MUG']);
    });
    it('tells what is left of each', async () => {
      const { items } = pageIn(await shop.ask('/shop/products?category=kitchen'));
      expect(items).to.deep.equal([
        {
          ...{ sku: 'MUG', title: 'A mug (blue)', priceMinor: 450, currency: 'GBP', prices: [], category: 'kitchen' },
          ...{ available: 7, discontinued: false, picture: { url: '/pictures/mug.jpg', shows: 'A blue mug' } },
        },
      ]);
    });
  });

  describe('search', () => {
    for (const [search, skus] of [
      ['building', ['21754', '21755']],
      ['bui', ['21754', '21755']],
      ['love bui', ['21755']],
      ['BLOCK   Home', ['21754']],
      ['mug', ['MUG']],
      ['2175', ['21754', '21755']],
      ['café', ['SIGN']],
      ['cafe\u0301', ['SIGN']],
      ['cafe', []],
      ['uilding', []],
      ['bui love', []],
      ['building mug', []],
      ['.*', []],
      ['(', []],
      ['$where', []],
    ] as const) {
      it(`${JSON.stringify(search)} finds ${skus.join(' and ') || 'nothing'}`, async () => {
        const reply = await shop.ask(`/shop/products?search=${encodeURIComponent(search)}`);
        expect(skusIn(reply)).to.deep.equal(skus);
      });
    }
    it('looks within a category', async () => {
      expect(skusIn(await shop.ask('/shop/products?search=b&category=kitchen'))).to.deep.equal(['MUG']);
    });
  });

  describe('pages', () => {
    const inMany = { category: 'many', categoryPath: ['many'] };
    const many = Array.from({ length: 57 }, (_, index) => {
      const sku = `P${index.toString().padStart(3, '0')}`;
      // Few titles, prices and days for many products: what sorts alike must not be lost between pages.
      return product(sku, {
        ...{ title: `Same ${(index % 3).toString()}`, priceMinor: 100 + (index % 4), ...inMany },
        ...{ words: ['paged'], definedAt: `2011-12-0${(1 + (index % 5)).toString()}T09:00:00.000Z` },
      });
    });
    before(() => shop.write(collections.products, Object.fromEntries(many.map((each) => [each.sku, each]))));

    const walk = async (question: string): Promise<{ skus: readonly string[]; pages: number }> => {
      const skus: string[] = [];
      let cursor: string | null = null;
      for (let pages = 1; ; pages++) {
        const more: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
        const page = pageIn(await shop.ask(`/shop/products?${question}${more}`));
        skus.push(...page.items.map(({ sku }) => sku));
        cursor = page.nextCursor;
        if (cursor === null) return { skus, pages };
      }
    };
    const sorted = (key: (each: (typeof many)[number]) => string | number, direction: 1 | -1): readonly string[] =>
      [...many]
        .sort((a, b) => (key(a) === key(b) ? (a.sku < b.sku ? -1 : 1) : key(a) < key(b) ? -direction : direction))
        .map(({ sku }) => sku);
    const expected = {
      title: sorted(({ title }) => title, 1),
      price: sorted(({ priceMinor }) => priceMinor, 1),
      newest: sorted(({ definedAt }) => definedAt, -1),
    };

    for (const sort of ['title', 'price', 'newest'] as const) {
      for (const limit of sort === 'title' ? [1, 5, 19, 57, 100] : [4, 57]) {
        it(`of ${limit.toString()} by ${sort} show every product once, in order`, async () => {
          const { skus, pages } = await walk(`category=many&sort=${sort}&limit=${limit.toString()}`);
          expect(skus).to.deep.equal(expected[sort]);
          expect(pages).to.equal(Math.ceil(57 / limit));
        });
      }
    }
    it('of a search show every find once', async () => {
      expect((await walk('search=pag&sort=price&limit=7')).skus).to.deep.equal(expected.price);
    });
    it('go on where they were though a product was added before', async () => {
      const first = pageIn(await shop.ask('/shop/products?category=many&sort=title&limit=10'));
      await shop.write(collections.products, {
        P000A: product('P000A', { title: 'Same 0', ...inMany, words: [] }),
      });
      const second = pageIn(
        await shop.ask(`/shop/products?category=many&sort=title&limit=10&cursor=${first.nextCursor ?? ''}`),
      );
      expect(second.items.map(({ sku }) => sku)).to.deep.equal(expected.title.slice(10, 20));
      await shop.db.collection<{ _id: string }>(collections.products).deleteOne({ _id: 'P000A' });
    });

    it('refuse a cursor that is not theirs', async () => {
      const { nextCursor } = pageIn(await shop.ask('/shop/products?sort=title&limit=1'));
      const text = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
      const { logId } = shop.shop;
      const list = 'products by title';
      for (const cursor of [
        'x',
        '%%%',
        '!"§',
        text(null),
        text('cursor'),
        text({}),
        text({ log: logId, list, at: [] }),
        text({ log: logId, list, at: [1, 'MUG'] }),
        text({ log: logId, list, at: [{ $gt: '' }, 'MUG'] }),
        text({ log: logId, list, at: ['A', { $ne: null }] }),
        text({ log: logId, list, at: ['A', 'B', 'C'] }),
        text({ log: logId, list, at: ['A', 'B'], more: 1 }),
        text({ log: logId, list: 'own orders', at: ['A', 'B'] }),
        text({ log: 'ffffffff', list, at: ['A', 'B'] }),
        `${nextCursor ?? ''}x`.slice(3),
      ]) {
        const reply = await shop.ask(`/shop/products?sort=title&cursor=${encodeURIComponent(cursor)}`);
        expect(refusalIn(reply), cursor).to.deep.equal([400, 'invalid-cursor']);
        expect(problemIn(reply).fields?.map(({ path }) => path)).to.deep.equal(['query.cursor']);
      }
      const otherSort = await shop.ask(`/shop/products?sort=price&cursor=${nextCursor ?? ''}`);
      expect(refusalIn(otherSort)).to.deep.equal([400, 'invalid-cursor']);
    });
  });

  describe('families', () => {
    it('tells what it is one variant of, with those that are sold', async () => {
      const blue = [{ option: 'Colour', value: 'blue' }];
      const variant = (sku: string, value: string) => ({ sku, values: [{ option: 'Colour', value }] });
      await shop.write(collections.families, {
        scarf: {
          ...{ familyId: 'scarf', title: 'A scarf', options: [{ name: 'Colour', values: ['blue', 'red', 'grey'] }] },
          variants: [variant('BLUE', 'blue'), variant('RED', 'red'), variant('GREY', 'grey')],
        },
      });
      const gone = { discontinuedAt: '2011-12-06T10:00:00.000Z', familyId: 'scarf' };
      await shop.write(collections.products, {
        BLUE: product('BLUE', { title: 'Blue scarf', familyId: 'scarf' }),
        RED: product('RED', { title: 'Red scarf', ...gone }),
        GREY: product('GREY', { title: 'Grey scarf', ...gone }),
      });
      const { body } = await shop.ask('/shop/products/BLUE');
      expect(body).to.have.nested.property('family.title', 'A scarf');
      expect(body).to.have.nested.property('family.variants.length', 1);
      expect(body).to.have.nested.property('family.variants[0].sku', 'BLUE');
      expect(body).to.have.deep.nested.property('family.variants[0].values', blue);
      // Whoever looks at one that is gone sees it among those that are left.
      const { body: ofGone } = await shop.ask('/shop/products/RED');
      expect(ofGone).to.have.nested.property('family.variants.length', 2);
    });
  });
});
