import { expect } from 'chai';
import fc from 'fast-check';
import { foldView } from '../engine/view.js';
import { History } from '../testing/history.js';
import { randomHistory } from '../testing/random-history.js';
import { stockReceived, stockReserved } from '../testing/stock-events.js';
import { made, touched } from '../testing/views-spec.js';
import { availabilityView } from './availability-view.js';
import { lowStockView } from './low-stock-view.js';
import { stockView } from './stock-view.js';

describe('what is left to sell', () => {
  it('always agrees with the shelf', () => {
    fc.assert(
      fc.property(randomHistory, (events) => {
        for (const sku of ['MUG', 'CUP', 'POT']) {
          const shelf = foldView(stockView, sku, events);
          const { onHand, held, available } = foldView(availabilityView, sku, events) ?? {};
          expect([onHand, held, available]).to.deep.equal([shelf?.onHand, shelf?.reserved, shelf?.available]);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('says since when it is so, and not since the last piece moved', () => {
    const story = new History();
    for (const [hour, event] of [
      stockReceived('MUG', 5),
      stockReserved('MUG', 'o1', 2),
      stockReserved('MUG', 'o2', 3),
    ].entries())
      story.when({ occurredAt: `2011-03-07T1${hour.toString()}:00:00.000Z` }).happens(event);
    const [first, second, third] = [1, 2, 3].map((count) =>
      foldView(availabilityView, 'MUG', story.events.slice(0, count)),
    );
    expect([first, second, third].map((document) => document?.canBeBought)).to.deep.equal([true, true, false]);
    expect(second?.since).to.equal(first?.since);
    expect(third?.since).not.to.equal(first?.since);
  });

  it('is told of no other shelf', () => {
    expect(touched(availabilityView, stockReceived('MUG', 1))).to.deep.equal(['MUG']);
  });
});

describe('products that run low', () => {
  const low = { type: 'StockRanLow', data: { sku: 'MUG', available: 2, threshold: 3 } } as const;
  const well = { type: 'StockRecovered', data: { sku: 'MUG', available: 9, threshold: 3 } } as const;

  it('are listed until they have recovered, and again', () => {
    expect(made(lowStockView, 'MUG', low)).to.include({ available: 2, threshold: 3 });
    expect(made(lowStockView, 'MUG', low, well)).to.equal(undefined);
    expect(made(lowStockView, 'MUG', low, well, low)).to.include({ sku: 'MUG' });
  });
});
