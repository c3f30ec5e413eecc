import type { EventStoreDBClient } from '@eventstore/db-client';
import { positionToken, streamName, type Recorded, type StreamKind } from '@storefold/contracts';
import { refuse, toRecorded, type Refusal, type Shop } from '@storefold/platform';
import { anyView, ordersView, paymentsView, productsView, stockView, type AnyView } from '@storefold/projections';
import { readStreamEntries } from './logged-event.js';

export type Axis = 'recorded' | 'occurred';
export type Subject = 'orders' | 'payments' | 'products' | 'stock';

export type AsOf = {
  /** What the read model was, or would have been, at that moment. */
  readonly document: object;
  readonly foldedFrom: readonly {
    readonly eventId: string;
    readonly type: string;
    readonly revision: string;
    readonly position: string;
    readonly occurredAt: string;
    readonly recordedAt: string;
  }[];
  /** All events of it, whether or not they count at that moment: the ticks of a time slider. */
  readonly moments: readonly { readonly type: string; readonly occurredAt: string; readonly recordedAt: string }[];
  readonly asOf: string | null;
  readonly axis: Axis;
};

/** The streams that a document of each subject is folded from. */
const streams: Readonly<Record<Subject, readonly StreamKind[]>> = {
  orders: ['order'],
  payments: ['order', 'payment'],
  products: ['product'],
  stock: ['stock'],
};

/** Any order, payment, product or shelf as of any past moment: its own events, folded by the view that serves it today. */
export class AsOfQuestions {
  readonly #client: EventStoreDBClient;
  readonly #shop: Shop;
  readonly #views: Readonly<Record<Subject, AnyView>>;

  constructor(client: EventStoreDBClient, shop: Shop) {
    this.#client = client;
    this.#shop = shop;
    this.#views = {
      orders: anyView(ordersView(shop)),
      payments: anyView(paymentsView),
      products: anyView(productsView),
      stock: anyView(stockView),
    };
  }

  /**
   * @param at moment, ISO 8601; undefined is now
   * @param axis `recorded`: what the log held then. `occurred`: what had happened by then, whenever it was recorded
   * @returns `no-history` where the log holds nothing of it, `not-there-yet` where it does, but later than that moment
   */
  async ask(subject: Subject, id: string, at: string | undefined, axis: Axis): Promise<AsOf | Refusal> {
    const found = await Promise.all(
      streams[subject].map((kind) => readStreamEntries(this.#client, streamName(kind, id))),
    );
    const events = found
      .flat()
      .map((entry) => toRecorded(entry))
      .sort((a, b) => (a.position < b.position ? -1 : 1));
    const moment = (event: Recorded): string => (axis === 'recorded' ? event.recordedAt : event.metadata.occurredAt);
    const view = this.#views[subject];
    const counted = events.filter(
      (event) => (at === undefined || moment(event) <= at) && view.keys(event).includes(id),
    );
    const document = counted.reduce<object | undefined>((folded, event) => view.project(folded, event, id), undefined);
    if (document === undefined) return nothingOf(subject, id, at, axis, events[0]);
    return {
      document,
      foldedFrom: counted.map((event) => ({
        ...{
          eventId: event.eventId,
          type: event.type,
          revision: event.revision.toString(),
          position: positionToken({ logId: this.#shop.logId, position: event.position }),
        },
        ...{ occurredAt: event.metadata.occurredAt, recordedAt: event.recordedAt },
      })),
      moments: events.map((event) => ({
        type: event.type,
        occurredAt: event.metadata.occurredAt,
        recordedAt: event.recordedAt,
      })),
      asOf: at ?? null,
      axis,
    };
  }
}

const nothingOf = (
  subject: Subject,
  id: string,
  at: string | undefined,
  axis: Axis,
  first: Recorded | undefined,
): Refusal =>
  first === undefined || at === undefined
    ? refuse('no-history', 404, `The log holds nothing of ${subject} ${id}.`)
    : refuse('not-there-yet', 404, `There was nothing of ${subject} ${id} yet at ${at}, ${axis}.`, {
        facts: { axis, asOf: at, firstOccurredAt: first.metadata.occurredAt, firstRecordedAt: first.recordedAt },
      });
