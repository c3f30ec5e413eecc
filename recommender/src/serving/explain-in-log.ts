import type { EventStoreDBClient } from '@eventstore/db-client';
import { followLog, toRecorded, type Logger } from '@storefold/platform';
import type { Recommendation } from '../model.js';
import type { TrainedModel } from '../training/trained-model.js';
import type { Asked } from './asked.js';
import { Knowledge, servedEventTypes } from './knowledge.js';
import { Serving, type Step } from './serving.js';

/** For whom or for what an answer is explained. */
export type ExplainAbout = { readonly customer: string } | { readonly product: string };

export type Explained = {
  readonly items: readonly (Recommendation & { readonly title: string })[];
  readonly answeredBy: Step;
  /** Of the customer, or of those that hold the product. */
  readonly orders: number;
};

/** What was asked about does not stand in the log; the message says so. */
export class NotInLog extends Error {
  override readonly name = 'NotInLog';
}

/** Whoever explains has time. */
const DEADLINE_MS = 60_000;
const silent = { answered: () => undefined, passed: () => undefined, compared: () => undefined };

/**
 * Folds a log and says what would be answered now, each product with its reason and the events behind it. What nobody
 * explains is left out: no new products that nobody knows, no rules of a file, at most three of a category as ever.
 *
 * @param model that serves; undefined: by counts
 * @throws NotInLog when the customer never ordered, or the shop did not define the product
 */
export const explainInLog = async (
  client: Pick<EventStoreDBClient, 'subscribeToAll'>,
  about: ExplainAbout,
  model: TrainedModel | undefined,
  most: number,
  logger: Logger,
): Promise<Explained> => {
  const knowledge = new Knowledge();
  const stop = new AbortController();
  await followLog({
    ...{ client, from: undefined, eventTypes: servedEventTypes, signal: stop.signal, logger },
    onBatch: (entries, considered) => {
      knowledge.apply(entries.map(toRecorded), considered);
      return Promise.resolve();
    },
    onCaughtUp: () => {
      stop.abort();
    },
  });
  const { asked, orders } = questionAbout(about, knowledge);
  const serving = new Serving(knowledge, {
    models: { champion: () => model },
    ...{ deadlineMs: DEADLINE_MS, mostPerCategory: 3, exploration: 0, observer: silent },
    elapsed: () => performance.now(),
  });
  const answer = serving.answer(asked, most, '', 0);
  if (!answer) throw new NotInLog('the product is not defined in this log');
  const { skus, products } = knowledge.counts;
  const titleOf = (sku: string) => products.profileOf(skus.find(sku) ?? -1)?.title ?? '';
  const items = answer.items.map((item) => ({ ...item, title: titleOf(item.sku) }));
  return { items, answeredBy: answer.answeredBy, orders };
};

const questionAbout = (
  about: ExplainAbout,
  { counts, buyers: known }: Knowledge,
): { readonly asked: Asked; readonly orders: number } => {
  if ('product' in about) {
    const sku = counts.skus.find(about.product);
    if (sku === undefined || !counts.products.profileOf(sku))
      throw new NotInLog(`the shop has no product ${about.product}; name it by its SKU, as it stands on its page`);
    return { asked: { kind: 'product', sku: about.product }, orders: counts.orders.timesHolding([sku]) };
  }
  const buyers = [{ kind: 'customer', id: about.customer } as const, { kind: 'shopper', id: about.customer } as const];
  const orders = known.ordersOf(buyers).length;
  if (orders === 0)
    throw new NotInLog(
      `nobody named ${about.customer} has an order in this log, or they are erased; name a customer or shopper by id`,
    );
  return { asked: { kind: 'home', viewer: { buyers, visitorId: undefined } }, orders };
};
