import { expect } from 'chai';
import { Consumer } from './consumer.js';
import type { Message } from './message.js';
import { Progress } from './progress.js';
import { strategyOf } from './strategies.js';
import type { StrategyName } from './strategy.js';

const progress = new Progress();
const message = (id: string, pinnedBy = ''): Message => ({
  id,
  position: 0,
  pinnedBy,
  retries: 0,
  replayed: false,
  run: progress.begin(0),
});

const given = (name: StrategyName, sizes: readonly number[]) => {
  const strategy = strategyOf(name);
  const consumers = sizes.map((size) => new Consumer(size, false));
  for (const consumer of consumers) strategy.join(consumer);
  let count = 0;
  /** Which consumer the next message goes to. */
  const next = (pinnedBy = ''): number | string => {
    const sent = message((count++).toString(), pinnedBy);
    const choice = strategy.choose(sent);
    if (typeof choice === 'string') return choice;
    choice.held.set(sent.id, sent);
    return consumers.indexOf(choice);
  };
  return { strategy, consumers, next };
};

describe('the strategy RoundRobin', () => {
  it('gives to each in turn, passes over who has no room, and stops when nobody has', () => {
    const { next } = given('RoundRobin', [1, 3, 2]);
    expect([next(), next(), next(), next(), next(), next(), next()]).to.deep.equal([0, 1, 2, 1, 2, 1, 'nobody']);
  });
  it('passes over who does not read, and forgets who left', () => {
    const { next, consumers, strategy } = given('RoundRobin', [5, 5, 5]);
    const [first, second] = consumers;
    if (first) first.blocked = true;
    if (second) strategy.leave(second);
    expect([next(), next()]).to.deep.equal([2, 2]);
  });
});

describe('the strategy DispatchToSingle', () => {
  it('gives all to the first, and to the second only what the first has no room for', () => {
    const { next, consumers } = given('DispatchToSingle', [2, 2]);
    expect([next(), next(), next()]).to.deep.equal([0, 0, 1]);
    consumers[0]?.held.clear();
    expect(next()).to.equal(0);
  });
});

describe('the strategy Pinned', () => {
  it('gives what belongs together to one consumer, and spreads the rest', () => {
    const { next } = given('Pinned', [100, 100]);
    const owners = new Map(Array.from({ length: 40 }, (_, k) => [`s-${k.toString()}`, next(`s-${k.toString()}`)]));
    for (const [stream, owner] of owners) expect(next(stream)).to.equal(owner);
    expect([...owners.values()].filter((owner) => owner === 0).length).to.be.within(15, 25);
  });
  it('waits for the one that has no room, and does not hold up the others', () => {
    const { next } = given('Pinned', [1, 10]);
    const [a, b] = [next('a'), next('b')];
    expect([a, b]).to.deep.equal([0, 1]);
    expect([next('a'), next('b')]).to.deep.equal(['busy', 1]);
  });
  it('says that nobody has room when that is so', () => {
    const { next } = given('Pinned', [1]);
    expect([next('a'), next('b')]).to.deep.equal([0, 'nobody']);
    expect(given('Pinned', []).next('a')).to.equal('nobody');
  });
  it('gives a newcomer its share, first of what nobody works at', () => {
    const { next, strategy } = given('Pinned', [100]);
    const streams = Array.from({ length: 20 }, (_, k) => `s-${k.toString()}`);
    for (const stream of streams) next(stream);
    const newcomer = new Consumer(100, false);
    strategy.join(newcomer);
    const moved = streams.filter((stream) => strategy.choose(message('x', stream)) === newcomer);
    expect(moved.length).to.be.within(8, 11);
  });
  it('gives what a lost consumer had to those who are left', () => {
    const { next, strategy, consumers } = given('Pinned', [100, 100]);
    for (let k = 0; k < 20; k++) next(`s-${k.toString()}`);
    const [first] = consumers;
    if (first) strategy.leave(first);
    for (let k = 0; k < 20; k++) expect(next(`s-${k.toString()}`)).to.equal(1);
  });
});
