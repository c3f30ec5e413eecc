import { SeededRandom } from '@storefold/event-store/testing';
import type { Shop } from '../running/shop.js';
import { Buyers, type Line, type Placed } from './buyers.js';
import { Outcomes, type Outcome } from './outcomes.js';
import { clientOf, fillShelves } from './shelves.js';

const STOCK = 100;
const BUYERS = 1_000;
const AT_A_TIME = 64;

/** What came of a race for one shelf. */
export type Race = {
  readonly orders: number;
  readonly confirmed: number;
  /** Pieces of the shelf that everybody wants, sold. */
  readonly sold: number;
  readonly seconds: number;
  /** In words: sold more than there was, left unsold although wanted, refused although there was enough. */
  readonly faults: readonly string[];
};

const sum = (numbers: Iterable<number>): number => [...numbers].reduce((total, each) => total + each, 0);
const piecesOf = (lines: readonly Line[], sku: string): number =>
  sum(lines.filter((line) => line.sku === sku).map(({ quantity }) => quantity));

const faultsOf = (
  shelves: Readonly<Record<string, number>>,
  orders: readonly Placed[],
  outcomes: ReadonlyMap<string, Outcome>,
): readonly string[] => {
  const confirmed = orders.filter(({ orderId }) => outcomes.get(orderId)?.kind === 'confirmed');
  const soldOf = (sku: string): number => sum(confirmed.map(({ lines }) => piecesOf(lines, sku)));
  const faults = Object.entries(shelves).flatMap(([sku, stock]) =>
    soldOf(sku) > stock ? [`${soldOf(sku).toString()} of ${sku} were sold, there were ${stock.toString()}`] : [],
  );
  for (const { orderId, lines } of orders) {
    const outcome = outcomes.get(orderId);
    if (outcome?.kind !== 'cancelled') continue;
    const sku = outcome.reason.replace('out-of-stock: ', '');
    const stock = shelves[sku];
    if (stock === undefined) faults.push(`${orderId} was cancelled: ${outcome.reason}`);
    else if (soldOf(sku) + piecesOf(lines, sku) <= stock)
      faults.push(
        `${orderId} was refused ${piecesOf(lines, sku).toString()} of ${sku}, of which ${soldOf(sku).toString()} of ${stock.toString()} were sold`,
      );
  }
  return faults;
};

/**
 * A thousand buyers race for a hundred pieces, with other things in their baskets, in a shop that runs. The baskets follow
 * from the seed; who is first does not.
 */
export const race = async (shop: Shop, seed: number): Promise<Race> => {
  const random = new SeededRandom(seed);
  const sku = (name: string): string => `RACE-${seed.toString()}-${name}`;
  const hot = sku('M');
  // Some are asked for before the one that everybody wants, some after it: shelves are asked in SKU order.
  const shelves = { [hot]: STOCK, [sku('A')]: 300, [sku('B')]: 5_000, [sku('Y')]: 5_000, [sku('Z')]: 250 };
  const others = Object.keys(shelves).filter((name) => name !== hot);
  const baskets = Array.from({ length: BUYERS }, () => [
    { sku: hot, quantity: 1 },
    ...others.filter(() => random.chance(0.3)).map((name) => ({ sku: name, quantity: 1 + random.below(3) })),
  ]);
  const { urls } = shop.run();
  const client = clientOf(urls['event-store'] ?? '');
  try {
    await fillShelves(client, shelves);
    const outcomes = await Outcomes.listen(client);
    const began = performance.now();
    const buyers = await Buyers.at(urls['command-side'] ?? '');
    const placed = await buyers.placeAll(baskets, AT_A_TIME);
    const ended = await outcomes.of(placed.map(({ orderId }) => orderId));
    const seconds = (performance.now() - began) / 1000;
    await outcomes.stop();
    const confirmed = placed.filter(({ orderId }) => ended.get(orderId)?.kind === 'confirmed');
    const sold = sum(confirmed.map(({ lines }) => piecesOf(lines, hot)));
    const faults = [...faultsOf(shelves, placed, ended)];
    if (sold !== STOCK) faults.push(`${sold.toString()} of ${STOCK.toString()} were sold`);
    return { orders: placed.length, confirmed: confirmed.length, sold, seconds, faults };
  } finally {
    await client.dispose();
  }
};
