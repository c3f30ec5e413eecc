import { expect } from 'chai';
import { CheckpointRule } from './checkpoint-rule.js';
import { Progress } from './progress.js';

const bounds = { checkpointAfterMs: 1_000, minCheckpointCount: 2, maxCheckpointCount: 5 };

/** A progress, and how to settle so many more events at positions 0, 1, 2 and so on. */
const begin = () => {
  const progress = new Progress();
  let position = 0;
  const settle = (count: number): void => {
    for (let k = 0; k < count; k++) progress.pass(position++);
  };
  return { progress, settle };
};

describe('a checkpoint', () => {
  it('is due at once when the upper bound of events is reached', () => {
    const rule = new CheckpointRule(bounds);
    const { progress, settle } = begin();
    settle(4);
    expect(rule.due(progress, 0, false)).to.equal(undefined);
    settle(1);
    expect(rule.due(progress, 0, false)).to.equal(4);
    expect(rule.due(progress, 0, false)).to.equal(undefined);
  });
  it('is due by time when the lower bound is reached, and not before the time has come again', () => {
    const rule = new CheckpointRule(bounds);
    const { progress, settle } = begin();
    settle(1);
    expect(rule.due(progress, 5_000, true)).to.equal(undefined);
    settle(1);
    expect(rule.due(progress, 5_000, false)).to.equal(undefined);
    expect(rule.due(progress, 5_000, true)).to.equal(1);
    settle(2);
    expect(rule.due(progress, 5_999, true)).to.equal(undefined);
    expect(rule.due(progress, 6_000, true)).to.equal(3);
  });
  it('is never due by time where no time is given, nor where nothing is new', () => {
    const { progress, settle } = begin();
    settle(3);
    expect(new CheckpointRule({ ...bounds, checkpointAfterMs: 0 }).due(progress, 1e12, true)).to.equal(undefined);
    const eager = new CheckpointRule({ checkpointAfterMs: 1, minCheckpointCount: 0, maxCheckpointCount: 0 });
    expect(eager.due(progress, 0, false)).to.equal(2);
    expect(eager.due(progress, 1e12, true)).to.equal(undefined);
  });
  it('is written at the end for whatever is settled since the last', () => {
    const rule = new CheckpointRule(bounds);
    const { progress, settle } = begin();
    settle(1);
    expect(rule.last(progress)).to.equal(0);
    expect(rule.last(progress)).to.equal(undefined);
  });
});
