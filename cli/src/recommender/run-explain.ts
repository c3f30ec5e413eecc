import { existsSync } from 'node:fs';
import { createLogger } from '@storefold/platform';
import {
  explainInLog,
  ModelShelf,
  readModels,
  type Explained,
  type Reason,
  type TrainedModel,
} from '@storefold/recommender';
import type { EventStoreDBClient } from '@eventstore/db-client';
import { table } from '../projections/table.js';
import { atLog, type WhichLog } from './models-desk.js';
import { namedModel, shelfFolder, type WhichShelf } from './named-model.js';

export type ExplainOptions = WhichLog &
  WhichShelf & {
    readonly customer?: string;
    readonly product?: string;
    readonly model?: string;
    readonly most: number;
  };

const times = (count: number): string => `${count.toString()} ${count === 1 ? 'order' : 'orders'}`;

/** A reason as a shopkeeper would say it. */
export const reasonText = (reason: Reason): string => {
  switch (reason.kind) {
    case 'bought-together':
      return `${times(reason.times)} hold it together with ${reason.with}`;
    case 'goes-with-basket':
      return `${times(reason.times)} hold it together with ${reason.with}, which is in the basket`;
    case 'viewed-similar':
      return `${times(reason.times)} hold it together with ${reason.with}, which was looked at`;
    case 'bought-before-similar':
      return `${times(reason.times)} hold it together with ${reason.with}, which they bought`;
    case 'bought-before':
      return `they ordered it ${reason.times === 1 ? 'once' : `${reason.times.toString()} times`}`;
    case 'popular':
      return `${times(reason.times)} hold it`;
    case 'new':
    case 'in-shop':
      return `the shop has it; ${times(reason.times)} hold it`;
  }
};

type Serves = { readonly model: TrainedModel | undefined; readonly by: string };

/** The model that answers: the one that is named, else the champion of the log, else none. */
const modelFor = async (client: EventStoreDBClient, options: ExplainOptions): Promise<Serves> => {
  if (options.model !== undefined) {
    const { name, model } = namedModel(options.model, options);
    return { model, by: name };
  }
  const { champion } = (await readModels(client)).state;
  if (champion === undefined) return { model: undefined, by: 'counts: the log names no champion' };
  const folder = shelfFolder(options);
  try {
    if (!existsSync(folder)) throw new Error(`there is no shelf of models at ${folder}; name one with --models`);
    return { model: new ModelShelf(folder).read(champion), by: champion };
  } catch (error) {
    return { model: undefined, by: `counts: ${error instanceof Error ? error.message : String(error)}` };
  }
};

const textOf = (about: string, { items, answeredBy, orders }: Explained, by: string): string => {
  const rows = items.map(({ sku, title, score, reason, positions }) => [
    ...[sku, title, score.toFixed(4), reasonText(reason), positions.join(' ')],
  ]);
  return [
    `${about}, ${times(orders)}; answered by ${answeredBy} (${by})`,
    '',
    items.length === 0 ? 'nothing to recommend\n' : table([['product', 'title', 'score', 'why', 'events'], ...rows]),
  ].join('\n');
};

/**
 * Says what would be recommended now, why, and which events of the log prove it. Reads the log, and asks no service.
 *
 * @throws Error when neither or both are named, the model cannot be read, or the log knows nothing of what is asked about
 */
export const runExplain = (options: ExplainOptions): Promise<{ readonly data: unknown; readonly text: string }> => {
  const { customer, product, most } = options;
  if ((customer === undefined) === (product === undefined))
    throw new Error('name what to explain: either --customer or --product');
  return atLog(options, async (client) => {
    const { model, by } = await modelFor(client, options);
    const about = customer === undefined ? { product: product ?? '' } : { customer };
    const explained = await explainInLog(client, about, model, most, createLogger('recommender', 'warn'));
    const items = explained.items.map(({ positions, ...item }) => ({
      ...item,
      because: reasonText(item.reason),
      events: positions.map((position) => position.toString()),
    }));
    const name = customer === undefined ? `product ${product ?? ''}` : `customer ${customer}`;
    return { data: { ...about, ...explained, by, items }, text: textOf(name, explained, by) };
  });
};
