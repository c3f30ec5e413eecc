import { expect } from 'chai';
import { ResponseTimes } from './response-times.js';

const figuresOf = (times: readonly number[]): Map<string, number> => {
  const measured = new ResponseTimes();
  for (const time of times) measured.add(time);
  return new Map(measured.figures().map(({ key, value }) => [key, value]));
};

describe('response times', () => {
  it('have no figures before there is an answer', () => {
    expect(figuresOf([]).size).to.equal(0);
  });
  it('are told as mean, median, fifths and the slowest shares', () => {
    const figures = figuresOf(Array.from({ length: 100 }, (_, k) => 100 - k));
    expect(Object.fromEntries(figures)).to.include({ Mean: 50, Median: 51, Fastest: 1, Highest: 100 });
    expect(Object.fromEntries(figures)).to.include({ 'Quintile 1': 1, 'Quintile 3': 41, '99%': 100 });
  });
  it('are those of the last thousand answers', () => {
    expect(figuresOf([9_999, ...Array.from({ length: 1_000 }, () => 5)]).get('Highest')).to.equal(5);
  });
});
