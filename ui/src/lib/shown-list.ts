/** A list of recommendations as a page was given it. */
export type Offered = {
  readonly placement: 'home' | 'product' | 'basket' | 'category' | 'search';
  /** What the page is about, such as a SKU: the same products for another one are another list. */
  readonly about: string;
  /** Undefined for who is in no group: staff, and visitors without a session. */
  readonly group: 'treated' | 'control' | undefined;
  /** Which step of the recommender answered, and which model. Undefined where it was not asked. */
  readonly answeredBy: string | undefined;
  readonly modelId: string | undefined;
  readonly skus: readonly string[];
};

/** What is told of a list; the `id` is that of its showing, by which what is opened of it is known. */
export type ShownSeen =
  | {
      readonly kind: 'shown';
      readonly id: string;
      readonly placement: string;
      readonly skus: readonly string[];
      readonly group?: string;
      readonly answeredBy?: string;
      readonly modelId?: string;
    }
  | {
      readonly kind: 'followed';
      readonly placement: string;
      readonly shownId: string;
      readonly sku: string;
      readonly group?: string;
    };

/** The interface takes no longer ones. */
const MOST_TOLD = 50;

/** Whether two offers are one list: a page that is loaded anew for another reason shows nothing new. */
export const listKey = ({ placement, about, skus }: Offered): string => [placement, about, ...skus].join('|');

/**
 * A list on a page, from coming into view to being followed. It is told once that it was seen, and once that something of it was
 * opened, however often a shopper comes back to it: so what is followed is a share of what is shown.
 */
export class ShownList {
  readonly #offered: Offered;
  readonly #tell: (seen: ShownSeen) => void;
  readonly #newId: () => string;
  #id: string | undefined;
  #isFollowed = false;

  constructor(offered: Offered, tell: (seen: ShownSeen) => void, newId: () => string) {
    this.#offered = offered;
    this.#tell = tell;
    this.#newId = newId;
  }

  /** It came into view. @returns the id of its showing */
  see(): string {
    if (this.#id !== undefined) return this.#id;
    const { placement, skus, group, answeredBy, modelId } = this.#offered;
    const id = this.#newId();
    this.#id = id;
    this.#tell({
      ...{ kind: 'shown', id, placement, skus: skus.slice(0, MOST_TOLD) },
      ...(group === undefined ? {} : { group }),
      ...(answeredBy === undefined ? {} : { answeredBy }),
      ...(modelId === undefined ? {} : { modelId }),
    });
    return id;
  }

  /** A product of it is opened: so it was seen, whatever the browser noticed of that. */
  open(sku: string): void {
    const shownId = this.see();
    if (this.#isFollowed) return;
    this.#isFollowed = true;
    const { placement, group } = this.#offered;
    this.#tell({ kind: 'followed', placement, shownId, sku, ...(group === undefined ? {} : { group }) });
  }
}
