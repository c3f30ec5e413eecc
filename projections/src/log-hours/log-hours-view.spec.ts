import { expect } from 'chai';
import { foldView } from '../engine/view.js';
import { orderConfirmed, orderPlaced } from '../testing/events.js';
import { History, positionOf } from '../testing/history.js';
import { logHoursView } from './log-hours-view.js';

describe('the hours of the log', () => {
  const { events } = new History()
    .when({ occurredAt: '2010-12-01T08:59:59.999Z', recordedAt: '2026-01-01T12:00:00.000Z' })
    .happens(orderPlaced('o1', [['MUG', 1, 450]]))
    .when({ occurredAt: '2010-12-01T09:00:00.000Z', recordedAt: '2026-01-01T12:30:00.000Z' })
    .happens(orderConfirmed('o1'));

  it('counts when things happened and when they were recorded apart', () => {
    expect(foldView(logHoursView, 'recorded|2026-01-01T12', events)).to.deep.equal({
      ...{ axis: 'recorded', hour: '2026-01-01T12', events: 2, firstPosition: positionOf(0) },
    });
    expect(foldView(logHoursView, 'occurred|2010-12-01T08', events)).to.deep.equal({
      ...{ axis: 'occurred', hour: '2010-12-01T08', events: 1, firstPosition: positionOf(0) },
    });
    expect(foldView(logHoursView, 'occurred|2010-12-01T09', events)).to.deep.equal({
      ...{ axis: 'occurred', hour: '2010-12-01T09', events: 1, firstPosition: positionOf(1) },
    });
  });

  it('touches one document on each axis', () => {
    expect(events.map((event) => logHoursView.keys(event).length)).to.deep.equal([2, 2]);
  });
});
