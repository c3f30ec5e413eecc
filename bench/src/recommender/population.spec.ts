import { expect } from 'chai';
import { drawn } from './drawn.js';
import { attraction, examination, makePopulation, type Shopper, type Ware } from './shoppers.js';
import { coverage, followThrough, showingsOf, uplift } from './shown-and-followed.js';
import { simulate, type Arm, type Listed } from './simulated-days.js';

const list = (shopper: number, day: number, skus: readonly string[], ...followed: readonly string[]): Listed => ({
  ...{ day, shopper, skus, followed, bought: followed },
});
const ware: Ware = { number: 0, sku: 'W-0', title: 'red mug 0', taste: 1, kind: 2, quality: 0.5, fromDay: 0 };
const shopper: Shopper = { number: 0, id: 's0', loves: 1, likes: 4, needs: [2] };

describe('chance in a simulation', () => {
  it('is spread evenly, and follows from what it is drawn for', () => {
    const draws = Array.from({ length: 10_000 }, (_, n) => drawn(7, n));
    for (let tenth = 0; tenth < 10; tenth++)
      expect(draws.filter((x) => Math.floor(x * 10) === tenth).length).to.be.within(900, 1_100);
    expect(drawn(7, 1, 2)).to.equal(drawn(7, 1, 2));
    expect(new Set([drawn(7, 1, 2), drawn(7, 2, 1), drawn(8, 1, 2), drawn(7, 1)]).size).to.equal(4);
  });
});

describe('a shopper whose taste is known', () => {
  it('opens what they love, like and need more readily, and what they have hardly', () => {
    const likely = [
      attraction(shopper, ware),
      attraction({ ...shopper, needs: [] }, ware),
      attraction({ ...shopper, loves: 9, likes: 1, needs: [] }, ware),
      attraction({ ...shopper, loves: 9, needs: [] }, ware),
      attraction({ ...shopper, loves: 9, needs: [] }, ware, 3),
    ];
    expect(likely).to.deep.equal([...likely].sort((a, b) => b - a));
    expect(new Set(likely).size).to.equal(likely.length);
    expect(attraction(shopper, ware, 31)).to.equal(attraction(shopper, ware));
  });
  it('looks at the first place always, and at each that follows less', () => {
    expect(examination(0)).to.equal(1);
    for (let at = 0; at < 7; at++) expect(examination(at + 1)).to.be.below(examination(at));
  });
});

describe('figures of what was shown', () => {
  it('are shares of lists, however much of one was opened', () => {
    expect(followThrough([list(0, 0, ['A', 'B'], 'A', 'B'), list(1, 0, ['A']), list(1, 1, ['A'])])).to.equal(1 / 3);
    expect(followThrough([])).to.equal(0);
  });
  it('say how many times as much was opened, drawn by shoppers', () => {
    const theirs = Array.from({ length: 200 }, (_, n) => list(n, 0, ['A'], ...(n % 4 === 0 ? ['A'] : [])));
    const ours = Array.from({ length: 200 }, (_, n) => list(n, 0, ['A'], ...(n % 2 === 0 ? ['A'] : [])));
    const { low, mean, high } = uplift(ours, theirs, 200, 1);
    expect(mean).to.equal(2);
    expect(low).to.be.within(1, 1.9);
    expect(high).to.be.above(2.1);
    expect(uplift(theirs, theirs, 200, 1)).to.deep.equal({ low: 1, mean: 1, high: 1 });
    expect(() => uplift(ours.slice(1), theirs, 200, 1)).to.throw(RangeError, '199 lists against 200');
  });
  it('tell how many products a week shows, first and last, and how often each of some', () => {
    const lists = [list(0, 0, ['A', 'B']), list(0, 6, ['C']), list(0, 10, ['D', 'E']), list(0, 13, ['A'])];
    expect(coverage(lists, 14)).to.deep.equal({ first: 3, last: 3 });
    expect(coverage(lists, 20)).to.deep.equal({ first: 3, last: 1 });
    expect(showingsOf(['A', 'Z'], lists)).to.deep.equal([2, 0]);
  });
});

describe('simulated days', function () {
  this.timeout(60_000);
  const population = makePopulation({ seed: 1, shoppers: 60, products: 120, fresh: 4 });
  const live = (arm: Arm, more = population) =>
    simulate({ population: more, arm, daysBefore: 30, days: 10, train: () => Promise.resolve(undefined) });

  it('follow from their seed', async () => {
    const once = await live('ours');
    expect(await live('ours')).to.deep.equal(once);
    const another = makePopulation({ seed: 2, shoppers: 60, products: 120, fresh: 4 });
    expect(await live('ours', another)).not.to.deep.equal(once);
  });
  it('bring the same shoppers on the same days to every arm', async () => {
    const visits = (lists: readonly Listed[]) => lists.map(({ day, shopper: who }) => [day, who]);
    const popular = await live('popular');
    expect(popular.length).to.be.above(150);
    expect(visits(await live('ours'))).to.deep.equal(visits(popular));
  });
  it('open most where every taste is known', async () => {
    const [popular, known] = [await live('popular'), await live('known')];
    expect(followThrough(known)).to.be.above(followThrough(popular));
  });
  it('show a new product from its day on and not before', async () => {
    const fresh = population.wares.filter(({ fromDay }) => fromDay > 0);
    const lists = await live('ours');
    expect(
      showingsOf(
        fresh.map(({ sku }) => sku),
        lists,
      ).every((times) => times > 0),
    ).to.equal(true);
    for (const { sku, fromDay } of fresh)
      expect(lists.filter(({ day, skus }) => day < fromDay && skus.includes(sku))).to.deep.equal([]);
  });
});
