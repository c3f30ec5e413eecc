import type { Recorded } from '@storefold/contracts';
import { decodeModel, hashOfErased, LogHistory, trainInWorker, type TrainedModel } from '@storefold/recommender';
import { percentile } from '../event-store/measure.js';
import { makePopulation } from '../recommender/shoppers.js';
import { coverage, followThrough, showingsOf, uplift } from '../recommender/shown-and-followed.js';
import { simulate, type Arm } from '../recommender/simulated-days.js';
import { atLeast, figure } from '../result.js';
import type { Suite } from './suite.js';

const suite = 'population';
const FULL = { shoppers: 300, products: 400, fresh: 20 };
const DAYS = { before: 60, after: 30 };
const FIRST_SHOWINGS = 100;
/** Of a week's coverage at the start, what must be left at the end. */
const COVERAGE_LEFT = 0.6;

const trainFrom =
  (seed: number) =>
  async (log: readonly Recorded[]): Promise<TrainedModel> => {
    const history = new LogHistory();
    history.apply(log);
    const provenance = { logId: 'bench', position: log.length.toString(), seed, erased: hashOfErased([]) };
    return decodeModel(await trainInWorker({ history: history.prefix().history, provenance }));
  };

/** What recommendations do to shoppers whose tastes we made, and so know: against what many buy, and against the best there could be. */
export const populationSuite: Suite = {
  name: suite,
  about: '30 simulated days of shoppers with known tastes: is more opened, do new products get seen, is the range kept',
  run: async ({ scale, seed = 1, say }) => {
    const some = (full: number) => Math.max(40, Math.round(full * scale));
    const shoppers = some(FULL.shoppers);
    const population = makePopulation({
      ...{ seed, shoppers, products: some(FULL.products) },
      fresh: Math.max(2, Math.round(FULL.fresh * scale)),
    });
    const train = trainFrom(seed);
    const live = async (arm: Arm) => {
      const began = performance.now();
      const lists = await simulate({ population, arm, daysBefore: DAYS.before, days: DAYS.after, train });
      say(`${arm}: ${lists.length.toString()} lists in ${((performance.now() - began) / 1_000).toFixed(1)} s`);
      return lists;
    };
    const popular = await live('popular');
    const ours = await live('ours');
    const known = await live('known');

    const more = uplift(ours, popular, shoppers, seed);
    const most = uplift(known, popular, shoppers, seed);
    const range = coverage(ours, DAYS.after);
    const rangeOfPopular = coverage(popular, DAYS.after);
    const fresh = population.wares.filter(({ fromDay }) => fromDay > 0).map(({ sku }) => sku);
    const seen = showingsOf(fresh, ours);
    const seenByPopular = showingsOf(fresh, popular);
    const enough = seen.filter((times) => times >= FIRST_SHOWINGS).length / seen.length;
    return [
      figure(suite, 'lists shown to each arm', ours.length, 'lists'),
      figure(suite, 'opened of what many buy', followThrough(popular), 'of lists'),
      figure(suite, 'opened of what we recommend', followThrough(ours), 'of lists'),
      figure(suite, 'opened where every taste is known', followThrough(known), 'of lists'),
      atLeast(suite, 'uplift on what many buy: lower end of 95 %', more.low, 'times', 1),
      figure(suite, 'uplift on what many buy', more.mean, 'times'),
      figure(suite, 'uplift on what many buy: upper end of 95 %', more.high, 'times'),
      figure(suite, 'uplift where every taste is known', most.mean, 'times'),
      atLeast(suite, `new products shown ${FIRST_SHOWINGS.toString()} times in the 30 days`, enough, 'of 1', 1),
      figure(suite, 'showings of a new product: least', Math.min(...seen), 'lists'),
      figure(suite, 'showings of a new product: half have at least', percentile(seen, 0.5), 'lists'),
      figure(suite, 'the same by what many buy', percentile(seenByPopular, 0.5), 'lists'),
      atLeast(suite, 'products shown in the last week, of the first', range.last / range.first, 'of 1', COVERAGE_LEFT),
      figure(suite, 'products shown in the last week', range.last / population.wares.length, 'of 1'),
      figure(suite, 'the same by what many buy', rangeOfPopular.last / population.wares.length, 'of 1'),
    ];
  },
};
