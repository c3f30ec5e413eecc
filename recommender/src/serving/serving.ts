import type { Recommendation } from '../model.js';
import type { TrainedModel } from '../training/trained-model.js';
import { arrange, type Arrangeable } from './arrange.js';
import { lookInto, type Asked, type Looking } from './asked.js';
import { becauseOf, becauseTheyBought, explain } from './explain.js';
import { newProductsFor } from './explore.js';
import type { Knowledge } from './knowledge.js';
import { Learned, TooLate } from './learned.js';
import { noRules, type Rules } from './rules.js';

/** The steps in the order in which they are asked: each is for what the one before could not answer. */
export const steps = ['learned', 'counts', 'popular', 'any'] as const;
export type Step = (typeof steps)[number];

/** The models in force, asked at each answer. A shadow is asked, too, and its answer only compared. */
export type Models = {
  readonly champion: () => TrainedModel | undefined;
  readonly shadow?: () => TrainedModel | undefined;
  /** What the log calls the champion. @default it is named by what it was made of */
  readonly championId?: () => string | undefined;
};

/** Told what happened, for metrics and the log. */
export type Observer = {
  readonly answered: (step: Step, seconds: number) => void;
  readonly passed: (step: Step | 'shadow', why: 'late' | 'fault', error?: unknown, correlationId?: string) => void;
  /** Share of an answer that the shadow would have given, too. */
  readonly compared: (overlap: number) => void;
};

export type ServingOptions = {
  readonly models: Models;
  readonly rules?: () => Rules | undefined;
  /** After so long no further step is begun but the last two. */
  readonly deadlineMs: number;
  readonly mostPerCategory: number;
  /** Share of the places on a home page and in a category for products that nobody knows yet. */
  readonly exploration: number;
  /** Between two comparisons with the shadow: each takes as long as an answer, of the thread that serves. @default 0 */
  readonly shadowPauseMs?: number;
  /** Milliseconds that never go back, for the deadline and the pause of the shadow only. */
  readonly elapsed: () => number;
  readonly observer: Observer;
};

export type Answer = {
  readonly items: readonly Recommendation[];
  /** The first step that had an answer; places that it left empty were filled by those after it. */
  readonly answeredBy: Step;
  /** Of the learned model, where that answered. */
  readonly modelId: string | undefined;
};

const unexplained = { reason: { kind: 'in-shop', times: 0 }, positions: [] } as const;

/** Products from which an answer is arranged. */
const POOL = 60;
/** Small against the scores of any step, so that what was scored well stays apart from the rest. */
const STEP_DOWN = 1e-3;
/** Of so many products given by a search, the place counts half of what the best one's does. */
const HALF_PLACE = 10;

/** Names a model by what determined it. */
export const provenanceIdOf = ({
  provenance: { logId, position, seed, codeVersion, warmFrom },
}: TrainedModel): string =>
  `${logId.slice(0, 40)}.${position}.s${seed.toString()}.v${codeVersion}${warmFrom === undefined ? '' : `.w${warmFrom.slice(0, 12)}`}`;

/** Answers pages from what is known, step by step, and never with an error. */
export class Serving {
  readonly #knowledge: Knowledge;
  readonly #options: ServingOptions;
  readonly #prepared = new WeakMap<TrainedModel, Learned>();
  #shadowAsked = -Infinity;
  /** Shadows that failed: they are told of once, and asked no more. */
  readonly #failed = new WeakSet<TrainedModel>();

  constructor(knowledge: Knowledge, options: ServingOptions) {
    this.#knowledge = knowledge;
    this.#options = options;
  }

  /**
   * @param seed decides which new products are shown: a visitor and a day
   * @param at milliseconds since 1970: what counts as new
   * @param correlationId of the request, for the log
   * @returns undefined when the question names a product that the shop did not define
   */
  answer(asked: Asked, most: number, seed: string, at: number, correlationId?: string): Answer | undefined {
    const { elapsed, deadlineMs, observer, models } = this.#options;
    const began = elapsed();
    const inTime = () => elapsed() - began < deadlineMs;
    const rules = this.#options.rules?.() ?? noRules;
    const looking = lookInto(asked, this.#knowledge, rules.isBlocked);
    if (!looking) return undefined;
    const champion = models.champion();
    const enough = asked.kind === 'rerank' ? asked.skus.length : Math.max(POOL, most);
    const pool = new Map<string, Recommendation>();
    const byModel = new Set<string>();
    let answeredBy: Step | undefined;
    for (const step of steps) {
      // A search is put in order by one measure; an answer may be filled by the next.
      if (pool.size > 0 && (pool.size >= most || asked.kind === 'rerank')) break;
      const patient = step === 'popular' || step === 'any';
      if (!patient && !inTime()) {
        observer.passed(step, 'late', undefined, correlationId);
        continue;
      }
      try {
        const found = this.#ask(step, asked, looking, enough, champion, inTime);
        if (found.length > 0) answeredBy ??= step;
        if (step === 'learned') for (const { sku } of found) byModel.add(sku);
        // Scores of two steps cannot be compared: those of a later one stand below.
        const below = Math.min(...[...pool.values()].map(({ score }) => score), Infinity);
        for (const [place, one] of found.entries())
          if (!pool.has(one.sku))
            pool.set(one.sku, below === Infinity ? one : { ...one, score: below - (1 + place) * STEP_DOWN });
      } catch (error) {
        observer.passed(step, error instanceof TooLate ? 'late' : 'fault', error, correlationId);
      }
    }
    const arranged =
      asked.kind === 'rerank'
        ? this.#reranked(asked.skus, pool, most)
        : this.#arranged(asked, looking, [...pool.values()], rules, { most, seed, at });
    const items = champion ? this.#explained(arranged, byModel, looking, champion, correlationId) : arranged;
    const answer = {
      items,
      answeredBy: answeredBy ?? 'any',
      modelId: answeredBy === 'learned' && champion ? (models.championId?.() ?? provenanceIdOf(champion)) : undefined,
    };
    observer.answered(answer.answeredBy, (elapsed() - began) / 1_000);
    return answer;
  }

  /**
   * What the shadow would have answered, compared by products; nothing is told where there is none. To be asked after an
   * answer was sent.
   */
  compareShadow(asked: Asked, shown: Answer, correlationId?: string): void {
    const shadow = this.#options.models.shadow?.();
    if (!shadow || this.#failed.has(shadow) || shown.answeredBy !== 'learned' || shown.items.length === 0) return;
    const { elapsed, shadowPauseMs = 0 } = this.#options;
    if (elapsed() - this.#shadowAsked < shadowPauseMs) return;
    this.#shadowAsked = elapsed();
    try {
      const looking = lookInto(asked, this.#knowledge, noRules.isBlocked);
      if (!looking) return;
      const ranked = this.#learned(shadow).rank(looking, this.#knowledge, shown.items.length, () => true);
      const { skus } = this.#knowledge.counts;
      const its = new Set(ranked.map(({ sku }) => skus.nameOf(sku)));
      this.#options.observer.compared(shown.items.filter(({ sku }) => its.has(sku)).length / shown.items.length);
    } catch (error) {
      this.#failed.add(shadow);
      this.#options.observer.passed('shadow', 'fault', error, correlationId);
    }
  }

  #learned(model: TrainedModel): Learned {
    const known = this.#prepared.get(model);
    if (known) return known;
    const learned = new Learned(model);
    this.#prepared.set(model, learned);
    return learned;
  }

  #ask(
    step: Step,
    asked: Asked,
    looking: Looking,
    enough: number,
    champion: TrainedModel | undefined,
    inTime: () => boolean,
  ): readonly Recommendation[] {
    // What many buy is a fact that needs no model.
    if (step === 'learned') {
      if (!champion || asked.kind === 'popular') return [];
      const learned = this.#learned(champion);
      const ranked = learned.rank(looking, this.#knowledge, enough, inTime);
      // Why is looked up for those that stand in the answer: for all of the pool it would cost more than ranking them.
      const { skus } = this.#knowledge.counts;
      return ranked.map(({ sku, score }) => ({ ...unexplained, sku: skus.nameOf(sku), score }));
    }
    if (step === 'counts') return asked.kind === 'popular' ? [] : this.#byCounts(asked, looking, enough);
    const { counts } = this.#knowledge;
    const among = looking.only && new Set(looking.only);
    const allowed = (sku: number) => looking.allowed(sku) && (!among || among.has(sku));
    if (step === 'popular') return counts.recommend({ kind: 'popular' }, enough, allowed) ?? [];
    const any = (looking.only ?? counts.products.inOrder).filter(allowed).slice(0, enough);
    return any.map((sku, place) => this.#standing('in-shop', sku, -place));
  }

  /** Gives those that the model chose their reasons. */
  #explained(
    items: readonly Recommendation[],
    byModel: ReadonlySet<string>,
    looking: Looking,
    champion: TrainedModel,
    correlationId: string | undefined,
  ): readonly Recommendation[] {
    const { skus } = this.#knowledge.counts;
    const chosen = items.flatMap(({ sku, score }) => {
      const number = byModel.has(sku) ? skus.find(sku) : undefined;
      return number === undefined ? [] : [{ sku: number, score }];
    });
    let told: readonly Recommendation[];
    try {
      told = explain(chosen, looking, this.#knowledge, this.#learned(champion));
    } catch (error) {
      this.#options.observer.passed('learned', 'fault', error, correlationId);
      told = chosen.map(({ sku, score }) => this.#standing('in-shop', sku, score));
    }
    const bySku = new Map(told.map((one) => [one.sku, one]));
    return items.map((one) => bySku.get(one.sku) ?? one);
  }

  #byCounts(asked: Asked, looking: Looking, enough: number): readonly Recommendation[] {
    const { counts } = this.#knowledge;
    const { skus, customers } = counts;
    const buyers = 'viewer' in asked ? asked.viewer.buyers : [];
    const bought = buyers.flatMap((buyer) => customers.profileOf(buyer) ?? []).at(0)?.bought ?? [];
    const seeds = [...new Set([...looking.starts.map(({ sku }) => sku), ...bought])];
    if (seeds.length === 0) return [];
    const had = new Set(bought);
    const among = looking.only && new Set(looking.only);
    const allowed = (sku: number) =>
      looking.allowed(sku) && (!among || among.has(sku)) && (asked.kind === 'rerank' || !had.has(sku));
    const starts = new Map(looking.starts.map((start) => [skus.nameOf(start.sku), start]));
    return (counts.recommend({ kind: 'seeds', seeds }, enough, allowed) ?? []).map((one) => {
      if (one.reason.kind !== 'bought-together') return one;
      const start = starts.get(one.reason.with);
      if (start) return { ...one, ...becauseOf(start, one.reason.times, one.positions, (sku) => skus.nameOf(sku)) };
      const { with: name, times } = one.reason;
      return { ...one, ...becauseTheyBought(looking, { sku: skus.find(name) ?? -1, name }, times, one.positions) };
    });
  }

  /** A product that is told of for its own sake: cites what defined it. */
  #standing(kind: 'new' | 'in-shop', sku: number, score: number): Recommendation {
    const { skus, orders, products } = this.#knowledge.counts;
    const definedBy = products.profileOf(sku)?.definedBy;
    const reason = { kind, times: orders.timesHolding([sku]) } as const;
    return { sku: skus.nameOf(sku), score, reason, positions: definedBy === undefined ? [] : [definedBy] };
  }

  #arranged(
    asked: Asked,
    looking: Looking,
    pool: readonly Recommendation[],
    rules: Rules,
    { most, seed, at }: { readonly most: number; readonly seed: string; readonly at: number },
  ): readonly Recommendation[] {
    const { products, skus } = this.#knowledge.counts;
    const dressed = pool.map((told): Arrangeable & { readonly told: Recommendation } => {
      const profile = products.profileOf(skus.find(told.sku) ?? -1);
      const { category = null, title = '' } = profile ?? {};
      return { told, score: told.score, category, title, boost: rules.boostOf(told.sku) };
    });
    const mostPerCategory = 'category' in asked ? most : this.#options.mostPerCategory;
    const chosen = arrange(dressed, { most, mostPerCategory }).map(({ told }) => told);
    if (asked.kind !== 'home' && asked.kind !== 'category') return chosen;
    const there = new Set(chosen.map(({ sku }) => sku));
    const explored = newProductsFor(this.#knowledge, looking, {
      ...{ places: most, share: this.#options.exploration, seed, at },
    }).filter((sku) => !there.has(skus.nameOf(sku)));
    const kept = chosen.slice(0, Math.max(0, most - explored.length));
    const last = kept.at(-1)?.score ?? 0;
    return [...kept, ...explored.map((sku) => this.#standing('new', sku, last))];
  }

  /** Half by what was given, half by what suits; a product that nothing is known of keeps to its place. */
  #reranked(
    given: readonly string[],
    pool: ReadonlyMap<string, Recommendation>,
    most: number,
  ): readonly Recommendation[] {
    const scores = [...pool.values()].map(({ score }) => score);
    const least = Math.min(...scores);
    const span = Math.max(...scores) - least || 1;
    return given
      .map((sku, place): Recommendation => {
        const known = pool.get(sku);
        const suits = known ? (known.score - least) / span : 0;
        const score = HALF_PLACE / (HALF_PLACE + place) + suits;
        return { ...(known ?? { ...unexplained, sku }), score };
      })
      .sort((a, b) => b.score - a.score)
      .slice(0, most);
  }
}
