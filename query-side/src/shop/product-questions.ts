import {
  collections,
  type FamilyDocument,
  type FamilyOption,
  type OptionValue,
  type ProductDocument,
  type ProductPicture,
  type StockDocument,
} from '@storefold/contracts';
import { type Refusal, type Shop } from '@storefold/platform';
import type { Db, Filter } from 'mongodb';
import { z } from 'zod';
import { readCursor, writeCursor } from '../freshness/cursor.js';

export type ProductSort = 'title' | 'newest' | 'price';
export type ListProducts = {
  readonly search?: string | undefined;
  readonly category?: string | undefined;
  readonly sort: ProductSort;
  readonly cursor?: string | undefined;
  readonly limit: number;
};

/** What a shelf shows of a product. */
export type ProductCard = Pick<ProductDocument, 'sku' | 'title' | 'priceMinor' | 'currency' | 'prices' | 'category'> & {
  /** None of what is not sold any more, whatever lies on the shelf. */
  readonly available: number;
  readonly discontinued: boolean;
  /** Null where nobody took one. */
  readonly picture: ProductPicture | null;
};

/** What the page of a product shows. */
export type ProductPage = ProductCard &
  Pick<ProductDocument, 'description' | 'categoryPath' | 'attributes' | 'pictures' | 'definedAt' | 'changedAt'> & {
    readonly onHand: number;
    /** What it is one variant of; null where it comes in one only. */
    readonly family: ProductFamily | null;
  };
/** Variants that are sold, and the one that is looked at. */
export type ProductFamily = {
  readonly familyId: string;
  readonly title: string;
  readonly options: readonly FamilyOption[];
  readonly variants: readonly (ProductCard & { readonly values: readonly OptionValue[] })[];
};

type Stored = ProductDocument & { _id: string };
const orders = {
  title: { field: 'title', direction: 1, shape: z.tuple([z.string(), z.string()]) },
  newest: { field: 'definedAt', direction: -1, shape: z.tuple([z.string(), z.string()]) },
  price: { field: 'priceMinor', direction: 1, shape: z.tuple([z.number(), z.string()]) },
} as const;

const card = (product: ProductDocument, available: number): ProductCard => {
  const { sku, title, priceMinor, currency, category } = product;
  // Documents of before there was such a thing have no field for it.
  const prices = (product as Partial<ProductDocument>).prices ?? [];
  const discontinued = Boolean(product.discontinuedAt);
  const picture = product.pictures[0] ?? null;
  const about = { sku, title, priceMinor, currency, prices, category, picture };
  return { ...about, available: discontinued ? 0 : available, discontinued };
};

/** GetProduct and ListProducts. */
export class ProductQuestions {
  readonly #db: Db;
  readonly #shop: Shop;

  constructor(db: Db, shop: Shop) {
    this.#db = db;
    this.#shop = shop;
  }

  /** One product with what is on the shelf, also where it is not sold any more; undefined where it never was. */
  async get(sku: string): Promise<ProductPage | undefined> {
    const product = await this.#products().findOne({ _id: sku });
    if (!product) return undefined;
    const stock = await this.#stock().findOne({ _id: sku });
    const { description, categoryPath, attributes, pictures, definedAt, changedAt } = product;
    return {
      ...card(product, stock?.available ?? 0),
      ...{ description, categoryPath, attributes, pictures, definedAt, changedAt },
      onHand: stock?.onHand ?? 0,
      family: await this.#familyOf(product),
    };
  }

  async #familyOf({ sku, familyId }: ProductDocument): Promise<ProductFamily | null> {
    const family = familyId === null ? null : await this.#families().findOne({ _id: familyId });
    if (!family) return null;
    const { title, options, variants } = family;
    const cards = new Map((await this.bySku(variants.map((variant) => variant.sku))).map((item) => [item.sku, item]));
    const shown = variants.flatMap(({ sku: skuOf, values }) => {
      const item = cards.get(skuOf);
      return item && (!item.discontinued || skuOf === sku) ? [{ ...item, values }] : [];
    });
    return { familyId: family.familyId, title, options, variants: shown };
  }

  /** Products by SKU, in the order asked for; those we do not sell are left out. */
  async bySku(skus: readonly string[]): Promise<readonly ProductCard[]> {
    const found = await this.#products()
      .find({ _id: { $in: [...skus] } })
      .toArray();
    const cards = new Map((await this.#withStock(found)).map((item) => [item.sku, item]));
    return skus.flatMap((sku) => cards.get(sku) ?? []);
  }

  /** A page of the catalogue, without what is not sold any more; search is by word, the last one by its beginning. */
  async list({
    search,
    category,
    sort,
    cursor,
    limit,
  }: ListProducts): Promise<{ readonly items: readonly ProductCard[]; readonly nextCursor: string | null } | Refusal> {
    const { field, direction, shape } = orders[sort];
    const name = `products by ${sort}`;
    const from = readCursor<z.ZodType<readonly [string | number, string]>>(this.#shop, name, shape, cursor);
    if ('refused' in from) return from;
    const conditions: Filter<Stored>[] = [{ discontinuedAt: null }, ...searchTerms(search)];
    // By any step of the path: who looks at the kitchen sees the mugs.
    if (category !== undefined) conditions.push({ categoryPath: category });
    if (from.at) {
      const [key, id] = from.at;
      const beyond = direction === 1 ? { $gt: key } : { $lt: key };
      conditions.push({ $or: [{ [field]: beyond }, { [field]: key, _id: { $gt: id } }] });
    }
    const found = await this.#products()
      .find({ $and: conditions })
      .sort({ [field]: direction, _id: 1 })
      .limit(limit + 1)
      .toArray();
    const page = found.slice(0, limit);
    const last = page.at(-1);
    return {
      items: await this.#withStock(page),
      nextCursor: found.length > limit && last ? writeCursor(this.#shop, name, [last[field], last._id]) : null,
    };
  }

  async #withStock(products: readonly Stored[]): Promise<readonly ProductCard[]> {
    const stock = await this.#stock()
      .find({ _id: { $in: products.map((product) => product._id) } }, { projection: { available: 1 } })
      .toArray();
    const available = new Map(stock.map((document) => [document._id, document.available]));
    return products.map((product) => card(product, available.get(product._id) ?? 0));
  }

  #products() {
    return this.#db.collection<Stored>(collections.products);
  }
  #families() {
    return this.#db.collection<FamilyDocument & { _id: string }>(collections.families);
  }
  #stock() {
    return this.#db.collection<StockDocument & { _id: string }>(collections.stock);
  }
}

/**
 * Letters and digits only: nothing of a search reaches the database as an operator or as a pattern of its own. A search
 * without any finds nothing.
 */
const searchTerms = (search: string | undefined): Filter<Stored>[] => {
  if (search === undefined) return [];
  // An accent may come as a letter of its own; titles are written in one.
  const terms = search
    .normalize('NFC')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu);
  if (terms === null) return [{ _id: { $in: [] } }];
  return terms
    .slice(0, 8)
    .map((term, index, all) => (index === all.length - 1 ? { words: { $regex: `^${term}` } } : { words: term }));
};
