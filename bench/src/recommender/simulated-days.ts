import type { Recorded, ShopEvent } from '@storefold/contracts';
import { Knowledge, Serving, type Asked, type TrainedModel } from '@storefold/recommender';
import { drawn } from './drawn.js';
import { MadeLog, orderOf } from './made-log.js';
import { attraction, examination, type Population, type Shopper, type Ware } from './shoppers.js';

/** What the shoppers of an arm are shown: what many buy, what the recommender says, or what we know that they like best. */
export type Arm = 'popular' | 'ours' | 'known';

/** A list that was shown on a home page, which of its products were opened, and what came of the visit. */
export type Listed = {
  readonly day: number;
  readonly shopper: number;
  readonly skus: readonly string[];
  readonly followed: readonly string[];
  /** What was ordered on the same visit, found by the list or without it. */
  readonly bought: readonly string[];
};

export type Simulation = {
  readonly population: Population;
  readonly arm: Arm;
  /** Trade without recommendations, from which to learn; then days with them. */
  readonly daysBefore: number;
  readonly days: number;
  /** Learns from a log, at the end of the days before and 15 days later. Undefined: recommendations go by counts. */
  readonly train: (log: readonly Recorded[]) => Promise<TrainedModel | undefined>;
};

export const PLACES = 8;
const DAY_MS = 86_400_000;
const BEGAN = Date.UTC(2025, 0, 1);
const TRAINED_EVERY = 15;
/** What a shopper does on a day. */
const share = { comes: 0.4, goesLooking: 0.5, buysOpened: 0.3, buysFound: 0.4 };
/** As the service has it, but for the deadline: in a bench nothing is late. */
const options = { deadlineMs: 60_000, mostPerCategory: 3, exploration: 0.1, elapsed: () => performance.now() };
const quiet = { answered: () => undefined, compared: () => undefined };
/** Names of what chance decides. */
const draw = { comes: 11, examines: 12, opens: 13, buys: 14, looks: 15, many: 16, finds: 17, buysFound: 18, order: 19 };

/** One arm: a shop of its own, whose log is all that its recommender knows. */
class SimulatedShop {
  readonly listed: Listed[] = [];
  readonly events: Recorded[] = [];
  model: TrainedModel | undefined;
  readonly #simulation: Simulation;
  readonly #log: MadeLog;
  readonly #knowledge = new Knowledge();
  readonly #serving: Serving;
  readonly #bySku: ReadonlyMap<string, Ware>;
  /** The day on which a shopper bought a product. */
  readonly #bought = new Map<string, number>();

  constructor(simulation: Simulation) {
    this.#simulation = simulation;
    this.#log = new MadeLog(BEGAN);
    this.#bySku = new Map(simulation.population.wares.map((ware) => [ware.sku, ware]));
    this.#serving = new Serving(this.#knowledge, {
      ...options,
      models: { champion: () => this.model },
      observer: {
        ...quiet,
        passed: (step, why, error) => {
          throw new Error(`the step ${step} gave way: ${why}`, { cause: error });
        },
      },
    });
  }

  /** @param day below 0 for the days before there were recommendations */
  live(day: number): void {
    const { population, daysBefore } = this.#simulation;
    const { seed, wares, shoppers } = population;
    this.#log.at = BEGAN + (daysBefore + day) * DAY_MS;
    const first = day === -daysBefore;
    for (const ware of wares) if (first ? ware.fromDay === 0 : day > 0 && ware.fromDay === day) this.#define(ware);
    const here = shoppers
      .filter(({ number }) => drawn(seed, draw.comes, number, day) < share.comes)
      .map((shopper) => ({ shopper, turn: drawn(seed, draw.order, shopper.number, day) }))
      .sort((a, b) => a.turn - b.turn);
    for (const { shopper, turn } of here) {
      this.#log.at = BEGAN + (daysBefore + day + turn) * DAY_MS;
      const basket = new Set<string>();
      const shown = day >= 0 ? this.#showList(shopper, day, basket) : undefined;
      this.#goLooking(shopper, day, basket);
      if (shown) this.listed.push({ day, shopper: shopper.number, ...shown, bought: [...basket] });
      if (basket.size === 0) continue;
      for (const sku of basket) this.#bought.set(`${shopper.id} ${sku}`, day);
      this.#happens(orderOf(`o${this.#log.nextId}`, { customerId: null, shopperId: shopper.id }, [...basket]));
    }
  }

  #define({ sku, title, kind }: Ware): void {
    const category = `kind ${kind.toString()}`;
    this.#happens({ type: 'ProductDefined', data: { sku, title, priceMinor: 250, currency: 'GBP', category } });
    this.#happens({ type: 'StockReceived', data: { sku, movementId: `m-${sku}`, quantity: 100_000 } });
  }

  #showList(shopper: Shopper, day: number, basket: Set<string>): Pick<Listed, 'skus' | 'followed'> {
    const { seed } = this.#simulation.population;
    const skus = this.#choose(shopper, day);
    const visitor = () => this.#of(shopper);
    const shown = visitor();
    const followed: string[] = [];
    if (skus.length > 0)
      this.#happens({ type: 'RecommendationsShown', data: { ...shown, placement: 'home', skus: [...skus] } });
    for (const [at, sku] of skus.entries()) {
      const ware = this.#bySku.get(sku);
      if (!ware || drawn(seed, draw.examines, shopper.number, day, at) >= examination(at)) continue;
      const opens = drawn(seed, draw.opens, shopper.number, day, ware.number);
      if (opens >= attraction(shopper, ware, this.#boughtAgo(shopper, sku, day))) continue;
      followed.push(sku);
      this.#happens({
        type: 'RecommendationFollowed',
        data: { ...visitor(), placement: 'home', shownId: shown.activityId, sku },
      });
      if (drawn(seed, draw.buys, shopper.number, day, ware.number) < share.buysOpened) basket.add(sku);
    }
    return { skus, followed };
  }

  #choose(shopper: Shopper, day: number): readonly string[] {
    const { arm } = this.#simulation;
    if (arm === 'known')
      return this.#onSale(day)
        .map((ware) => ({ ware, likes: attraction(shopper, ware, this.#boughtAgo(shopper, ware.sku, day)) }))
        .sort((a, b) => b.likes - a.likes)
        .slice(0, PLACES)
        .map(({ ware }) => ware.sku);
    const viewer = { buyers: [{ kind: 'shopper', id: shopper.id } as const], visitorId: shopper.id };
    const asked: Asked = arm === 'ours' ? { kind: 'home', viewer } : { kind: 'popular' };
    const answer = this.#serving.answer(asked, PLACES, `${shopper.id} ${day.toString()}`, this.#log.at);
    return (answer?.items ?? []).map(({ sku }) => sku);
  }

  /** Without being shown anything somebody finds what they like, as by a search. */
  #goLooking(shopper: Shopper, day: number, basket: Set<string>): void {
    const { seed } = this.#simulation.population;
    if (drawn(seed, draw.looks, shopper.number, day) >= share.goesLooking) return;
    const wares = this.#onSale(day);
    const likes = wares.map((ware) => attraction(shopper, ware, this.#boughtAgo(shopper, ware.sku, day)));
    const all = likes.reduce((sum, each) => sum + each, 0);
    const many = 1 + Math.floor(drawn(seed, draw.many, shopper.number, day) * 3);
    for (let n = 0; n < many; n++) {
      let left = drawn(seed, draw.finds, shopper.number, day, n) * all;
      const found = wares.find((_, at) => (left -= likes[at] ?? 0) < 0);
      if (!found) continue;
      this.#happens({ type: 'ProductViewed', data: { ...this.#of(shopper), sku: found.sku } });
      if (drawn(seed, draw.buysFound, shopper.number, day, n) < share.buysFound) basket.add(found.sku);
    }
  }

  #onSale(day: number): readonly Ware[] {
    return this.#simulation.population.wares.filter(({ fromDay }) => fromDay <= Math.max(0, day));
  }

  #boughtAgo(shopper: Shopper, sku: string, day: number): number | undefined {
    const bought = this.#bought.get(`${shopper.id} ${sku}`);
    return bought === undefined ? undefined : day - bought;
  }

  #of({ id }: Shopper) {
    return { visitorId: id, activityId: `a${this.#log.nextId}`, seenAt: new Date(this.#log.at).toISOString() };
  }

  #happens(event: ShopEvent): void {
    const recorded = this.#log.add(event);
    this.events.push(recorded);
    this.#knowledge.apply([recorded]);
  }
}

/**
 * Lets an arm live through its days. All arms have the same shoppers, who come on the same days; somebody who looks at the
 * same product on the same day does the same with it in each.
 */
export const simulate = async (simulation: Simulation): Promise<readonly Listed[]> => {
  const shop = new SimulatedShop(simulation);
  for (let day = -simulation.daysBefore; day < simulation.days; day++) {
    if (day >= 0 && day % TRAINED_EVERY === 0 && simulation.arm === 'ours')
      shop.model = await simulation.train(shop.events);
    shop.live(day);
  }
  return shop.listed;
};
