import { expect } from 'chai';
import fc from 'fast-check';
import { barChart, monthsBetween, niceStep } from './sales-chart.js';

const box = { width: 900, height: 300 };

describe('the chart of sales', () => {
  it('leaves no month out', () => {
    expect(monthsBetween('2010-11', '2011-02')).to.deep.equal(['2010-11', '2010-12', '2011-01', '2011-02']);
    expect(monthsBetween('2011-02', '2011-01')).to.deep.equal([]);
  });

  it('counts in steps of 1, 2 or 5', () => {
    expect(niceStep(100, 5)).to.equal(20);
    expect(niceStep(130, 5)).to.equal(50);
    expect(niceStep(7, 5)).to.equal(2);
  });

  it('begins bars at zero, and hangs a loss below it', () => {
    const { bars, baseline } = barChart(
      [
        { key: 'a', value: 200 },
        { key: 'b', value: -100 },
      ],
      box,
    );
    const [gain, loss] = bars;
    expect((gain?.y ?? 0) + (gain?.height ?? 0)).to.be.closeTo(baseline, 1e-9);
    expect(loss?.y).to.be.closeTo(baseline, 1e-9);
    expect(gain?.height).to.be.closeTo(2 * (loss?.height ?? 0), 1e-9);
  });

  it('keeps every bar and tick in its box', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1e9, max: 1e9 }), { maxLength: 40 }), (values) => {
        const chart = barChart(
          values.map((value, index) => ({ key: index.toString(), value })),
          box,
        );
        for (const bar of chart.bars) {
          expect(bar.y).to.be.at.least(-1e-6);
          expect(bar.y + bar.height).to.be.at.most(box.height + 1e-6);
          expect(bar.x + bar.width).to.be.at.most(box.width + 1e-6);
        }
        for (const tick of chart.ticks) expect(tick.y).to.be.within(-1e-6, box.height + 1e-6);
        expect(chart.ticks.map(({ value }) => value)).to.include(0);
      }),
    );
  });
});
