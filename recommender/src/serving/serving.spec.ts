import { expect } from 'chai';
import { itemsOf, type History } from '../history/history.js';
import { LogOfSpec } from '../testing/events.js';
import { servingOfSpec } from '../testing/serving-of-spec.js';
import { shopOfSpec } from '../testing/shop-of-spec.js';
import { trainModel, type TrainedModel } from '../training/trained-model.js';
import { nobody, type Asked, type Viewer } from './asked.js';
import { Knowledge } from './knowledge.js';
import type { ServingOptions, Step } from './serving.js';

const AT = Date.UTC(2011, 0, 1);
const ann: Viewer = { buyers: [{ kind: 'customer', id: 'u0' }], visitorId: 'ann' };
const home: Asked = { kind: 'home', viewer: ann };
const newcomer: Asked = { kind: 'home', viewer: { buyers: [], visitorId: 'new' } };

const knowing = (log: LogOfSpec | Knowledge) => {
  if (log instanceof Knowledge) return log;
  const knowledge = new Knowledge();
  knowledge.apply(log.events);
  return knowledge;
};

/** The orders of a history as the log of a shop. */
const logOf = (history: History): LogOfSpec => {
  const log = new LogOfSpec().define(...history.itemNames);
  for (const [basket, user] of history.users.entries()) {
    const skus = Array.from(itemsOf(history, basket), (item) => history.itemNames[item] ?? '');
    log.place(`o${basket.toString()}`, skus, { customerId: history.userNames[user] ?? '' });
  }
  return log;
};

describe('recommendations, step by step', function () {
  this.timeout(60_000);
  const history = shopOfSpec();
  let model: TrainedModel;
  before(() => {
    model = trainModel(history, { logId: 'spec', position: '1', seed: 1, erased: '' });
  });
  const serve = (
    log: LogOfSpec | Knowledge,
    asked: Asked,
    options: Partial<ServingOptions> = {},
    most = 6,
    seed = 'seed',
  ) => {
    const passed: [Step | 'shadow', string][] = [];
    const serving = servingOfSpec(knowing(log), {
      models: { champion: () => model },
      observer: {
        answered: () => undefined,
        passed: (step, why) => passed.push([step, why]),
        compared: () => undefined,
      },
      ...options,
    });
    const answer = serving.answer(asked, most, seed, AT);
    return {
      answeredBy: answer?.answeredBy,
      items: answer?.items ?? [],
      skus: answer?.items.map(({ sku }) => sku),
      passed,
    };
  };

  it('come from the learned model, and follow the taste of the customer', () => {
    const { answeredBy, items } = serve(logOf(history).days(30).place('later', ['g7-1']), home);
    expect(answeredBy).to.equal('learned');
    // u0 likes the first group; by chance alone an eighth would be of it.
    expect(items.filter(({ sku }) => sku.startsWith('g0')).length).to.be.greaterThan(3);
    for (const { positions } of items) expect(positions).not.to.be.empty;
  });

  it('change for a newcomer with what they look at, and say because of which look', () => {
    const log = logOf(history);
    const before = serve(log, newcomer).skus ?? [];
    log.view('new', 'g5-1', 'g5-2', 'g5-3');
    const { answeredBy, items } = serve(log, newcomer);
    const inGroup = (skus: readonly string[]) => skus.filter((sku) => sku.startsWith('g5')).length;
    expect(answeredBy).to.equal('learned');
    expect(inGroup(items.map(({ sku }) => sku))).to.be.greaterThan(inGroup(before) + 1);
    const views = log.events.filter(({ type }) => type === 'ProductViewed').map(({ position }) => position);
    const because = items.filter(({ reason }) => reason.kind === 'viewed-similar');
    expect(because).not.to.be.empty;
    for (const { positions } of because) expect(views).to.include(positions[0]);
    expect(items.map(({ sku }) => sku)).not.to.include.members(['g5-1']);
  });

  it('cite orders that hold both products, as many as they say', () => {
    const log = logOf(history);
    for (const { sku, reason, positions } of serve(log, { kind: 'product', sku: 'g2-3' }).items) {
      if (reason.kind !== 'bought-together') continue;
      const holding = log.events.filter(
        ({ type, data }) =>
          type === 'OrderPlaced' && ['g2-3', sku].every((each) => data.lines.some((l) => l.sku === each)),
      );
      expect(reason.times).to.equal(holding.length);
      expect(holding.map(({ position }) => position)).to.include.members([...positions]);
    }
  });

  it('go by counts where no model serves, where it knows nothing of the product, or where it fails', () => {
    const product: Asked = { kind: 'product', sku: 'tea' };
    const log = logOf(history).define('tea').place('x', ['tea', 'g0-1']);
    expect(serve(log, product, { models: { champion: () => undefined } }).answeredBy).to.equal('counts');
    expect(serve(log, product)).to.deep.include({ answeredBy: 'counts', passed: [] });
    const broken = { ...model, rankers: { ...model.rankers, scaling: undefined } };
    // A model that is not what its type says: what a fault in our code would do.
    const models = { champion: () => broken as unknown as TrainedModel };
    const failed = serve(log, { kind: 'product', sku: 'g0-1' }, { models });
    expect(failed).to.deep.include({ answeredBy: 'counts', passed: [['learned', 'fault']] });
  });

  it('go by what many buy once the time is over, whatever a clock says', () => {
    let asked = 0;
    const late = serve(logOf(history), home, { elapsed: () => (asked++ > 1 ? 1_000 : 0) });
    expect(late.answeredBy).to.equal('popular');
    expect(late.passed).to.deep.equal([
      ['learned', 'late'],
      ['counts', 'late'],
    ]);
    expect(late.items).to.have.length(6);
  });

  it('are any products where nobody bought anything, and none where there are none', () => {
    expect(serve(new LogOfSpec(), newcomer)).to.deep.include({ answeredBy: 'any', skus: [] });
    const one = serve(new LogOfSpec().define('tea'), newcomer);
    expect(one).to.deep.include({ answeredBy: 'any', skus: ['tea'] });
    expect(one.items[0]).to.deep.include({
      reason: { kind: 'in-shop', times: 0 },
      positions: [LogOfSpec.positionOf(0)],
    });
    expect(serve(new LogOfSpec().define('tea'), { kind: 'product', sku: 'tea' }).skus).to.deep.equal([]);
    expect(serve(new LogOfSpec(), { kind: 'product', sku: 'tea' }).answeredBy).to.equal(undefined);
    const first = new LogOfSpec().define('tea', 'cup').place('o', ['tea'], { customerId: 'u0' });
    expect(serve(first, home).skus, 'what was just bought is left out').to.deep.equal(['cup']);
  });

  it('are never sold out, taken off sale, blocked or just bought, by any step', () => {
    const asks: readonly Asked[] = [home, newcomer, { kind: 'popular' }, { kind: 'product', sku: 'g0-1' }];
    const log = logOf(history);
    const all = history.itemNames.filter((name) => name !== 'g0-5');
    for (const name of all) log.stock(name, 1).stock(name, -1);
    log.days(30).place('later', ['g7-1']);
    const known = knowing(log);
    for (const models of [{ champion: () => model }, { champion: () => undefined }])
      for (const asked of asks) {
        expect(serve(known, asked, { models }, 8).skus).to.deep.equal(['g0-5']);
        const rules = () => ({ isBlocked: (sku: string) => sku === 'g0-5', boostOf: () => 0 });
        expect(serve(known, asked, { models, rules }, 8).skus).to.deep.equal([]);
      }
    log.place('now', ['g0-5'], { customerId: 'u0' });
    expect(serve(log, home, {}, 8).skus).to.deep.equal([]);
  });

  it('put forward what the shop boosts', () => {
    const log = logOf(history);
    const last = serve(log, home, {}, 20).skus?.at(-1) ?? '';
    const rules = () => ({ isBlocked: () => false, boostOf: (sku: string) => (sku === last ? 2 : 0) });
    expect(serve(log, home, { rules }, 20).skus?.[0]).to.equal(last);
  });

  it('give each new product its first showings, the same all day for one visitor', () => {
    const log = logOf(history);
    const fresh = ['n1', 'n2', 'n3', 'n4', 'n5'];
    log.define(...fresh, 'no-stock');
    for (const name of fresh) log.stock(name, 10);
    const known = knowing(log);
    const shown = new Map<string, number>();
    for (let visitor = 0; visitor < 200; visitor++) {
      const seed = `v${visitor.toString()} 2011-01-01`;
      const { items, skus } = serve(known, home, { exploration: 0.1 }, 8, seed);
      if (visitor < 5) expect(serve(known, home, { exploration: 0.1 }, 8, seed).skus).to.deep.equal(skus);
      for (const { sku, reason } of items.filter(({ sku: name }) => !name.startsWith('g'))) {
        expect(reason.kind).to.equal('new');
        shown.set(sku, (shown.get(sku) ?? 0) + 1);
      }
    }
    expect([...shown.keys()]).to.have.members(fresh);
    for (const [sku, times] of shown) expect(times, sku).to.be.greaterThan(10);
  });

  it('let a new product stand on its own feet when it was seen a hundred times, not when it was ordered a few', () => {
    const log = logOf(history);
    log.define('seen', 'hardly', 'bought');
    for (const name of ['seen', 'hardly', 'bought']) log.stock(name, 50);
    const explored = (known: Knowledge) =>
      new Set(
        Array.from({ length: 100 }, (_, n) => serve(known, home, { exploration: 0.1 }, 8, `v${n.toString()}`).items)
          .flat()
          .filter(({ reason }) => reason.kind === 'new')
          .map(({ sku }) => sku),
      );
    for (let n = 0; n < 5; n++) log.place(`few-${n.toString()}`, ['bought']);
    // Nobody agreed to be remembered yet: orders are all that is known.
    expect(explored(knowing(log))).to.have.keys('seen', 'hardly');
    const shown = (n: number, ...skus: string[]) =>
      log.add(`activity-v${n.toString()}`, {
        type: 'RecommendationsShown',
        data: {
          ...{ visitorId: `v${n.toString()}`, activityId: 'a', seenAt: '2011-01-01T10:00:00.000Z', placement: 'home' },
          skus,
        },
      });
    for (let n = 0; n < 99; n++) shown(n, 'seen', 'hardly', 'hardly');
    expect(explored(knowing(log))).to.have.keys('seen', 'hardly', 'bought');
    shown(99, 'seen');
    expect(explored(knowing(log))).to.have.keys('hardly', 'bought');
  });

  it('keep to a category, and put a search in order without losing or adding any', () => {
    const log = logOf(history);
    for (const sku of ['g1-1', 'g1-2'])
      log.add(`product-${sku}`, {
        type: 'ProductDescribed',
        data: {
          sku,
          changeId: 'c',
          title: sku,
          description: '',
          categoryPath: ['Kitchen', 'Mugs'],
          attributes: [],
          pictures: [],
        },
      });
    for (const models of [{ champion: () => model }, { champion: () => undefined }]) {
      const inCategory = serve(log, { kind: 'category', category: 'Kitchen', viewer: nobody }, { models });
      expect(inCategory.skus).to.have.members(['g1-1', 'g1-2']);
    }
    const found = ['g7-1', 'unknown', 'g7-2', 'g0-1', 'g0-2'];
    const { skus, answeredBy } = serve(log, { kind: 'rerank', skus: found, viewer: ann });
    expect(answeredBy).to.equal('learned');
    expect(skus).to.have.members(found);
    expect(skus?.indexOf('g0-1')).to.be.lessThan(skus?.indexOf('g7-2') ?? 0);
  });

  it('serve a customer with 10,000 orders', () => {
    const log = logOf(history);
    for (let n = 0; n < 10_000; n++)
      log.place(`many-${n.toString()}`, [`g${(n % 8).toString()}-${(n % 12).toString()}`], { customerId: 'u0' });
    const { answeredBy, items } = serve(log.days(30).place('last', ['g0-1']), home);
    expect(answeredBy).to.equal('learned');
    expect(items).to.have.length(6);
  });

  it('are compared with those of a shadow, which answers nobody', () => {
    const overlaps: number[] = [];
    const knowledge = knowing(logOf(history));
    const observer = {
      answered: () => undefined,
      passed: () => undefined,
      compared: (share: number) => overlaps.push(share),
    };
    const shadow = trainModel(history, { logId: 'spec', position: '1', seed: 1, erased: '' });
    const serving = servingOfSpec(knowledge, { observer, models: { champion: () => model, shadow: () => shadow } });
    const answer = serving.answer({ kind: 'product', sku: 'g0-1' }, 6, 'seed', AT);
    if (answer) serving.compareShadow({ kind: 'product', sku: 'g0-1' }, answer);
    expect(overlaps).to.have.length(1);
    expect(overlaps[0]).to.be.within(0.3, 1);
  });

  it('are compared no more with those of a shadow that failed, and that is told once', () => {
    const told: unknown[][] = [];
    const broken = { ...model, rankers: { ...model.rankers, scaling: undefined } };
    const serving = servingOfSpec(knowing(logOf(history)), {
      observer: { answered: () => undefined, passed: (...what) => told.push(what), compared: () => undefined },
      // A model that is not what its type says: what a fault in our code would do.
      models: { champion: () => model, shadow: () => broken as unknown as TrainedModel },
    });
    const answer = serving.answer({ kind: 'product', sku: 'g0-1' }, 6, 'seed', AT);
    for (let time = 0; time < 3; time++)
      if (answer) serving.compareShadow({ kind: 'product', sku: 'g0-1' }, answer, `call-${time.toString()}`);
    expect(told.map(([step, why, , correlationId]) => [step, why, correlationId])).to.deep.equal([
      ['shadow', 'fault', 'call-0'],
    ]);
  });

  it('are compared with those of a shadow no more often than is wanted', () => {
    let [compared, elapsed] = [0, 0];
    const serving = servingOfSpec(knowing(logOf(history)), {
      observer: { answered: () => undefined, passed: () => undefined, compared: () => compared++ },
      models: { champion: () => model, shadow: () => model },
      ...{ shadowPauseMs: 200, elapsed: () => elapsed },
    });
    const answer = serving.answer({ kind: 'product', sku: 'g0-1' }, 6, 'seed', AT);
    for (elapsed = 0; elapsed < 1_000; elapsed += 50)
      if (answer) serving.compareShadow({ kind: 'product', sku: 'g0-1' }, answer);
    expect(compared).to.equal(5);
  });
});
