import { collections, engineCollections, type CheckpointDocument } from '@storefold/contracts';
import type { LiveReadModels, Shop } from '@storefold/platform';

/** Whose shop this is, how far its views are, and how much it sells: also what a page shows while a shop is being filled. */
export class StatusQuestion {
  readonly #live: LiveReadModels;
  readonly #shop: Shop;

  constructor(live: LiveReadModels, shop: Shop) {
    this.#live = live;
    this.#shop = shop;
  }

  async ask() {
    const [views, products, orders] = await Promise.all([
      this.#live.db
        .collection<CheckpointDocument & { _id: string }>(engineCollections.checkpoints)
        .find({})
        .sort({ _id: 1 })
        .toArray(),
      this.#live.db.collection(collections.products).estimatedDocumentCount(),
      this.#live.db.collection(collections.orders).estimatedDocumentCount(),
    ]);
    return {
      shop: this.#shop,
      views: views
        .filter(({ _id, view }) => this.#live.view(view).units.includes(_id))
        .map(({ view, position, considered, updatedAt }) => ({ view, position, considered, updatedAt })),
      products,
      orders,
    };
  }
}
