import { collections, type CheckpointDocument } from '@storefold/contracts';
import type { Shop } from '@storefold/platform';
import type { Db } from 'mongodb';

/** Whose shop this is, how far its views are, and how much it sells: also what a page shows while a shop is being filled. */
export class StatusQuestion {
  readonly #db: Db;
  readonly #shop: Shop;

  constructor(db: Db, shop: Shop) {
    this.#db = db;
    this.#shop = shop;
  }

  async ask() {
    const [views, products, orders] = await Promise.all([
      this.#db
        .collection<CheckpointDocument & { _id: string }>(collections.checkpoints)
        .find({})
        .sort({ _id: 1 })
        .toArray(),
      this.#db.collection(collections.products).estimatedDocumentCount(),
      this.#db.collection(collections.orders).estimatedDocumentCount(),
    ]);
    return {
      shop: this.#shop,
      views: views.map(({ view, position, considered, updatedAt }) => ({ view, position, considered, updatedAt })),
      products,
      orders,
    };
  }
}
