import { expect } from 'chai';
import { foldView } from '../engine/view.js';
import { orderConfirmed, orderPlaced, staffAdded } from '../testing/events.js';
import { History, positionOf } from '../testing/history.js';
import { tracesView } from './traces-view.js';

describe('the traces', () => {
  it('says where the log holds what belongs together', () => {
    const { events } = new History()
      .when({
        correlationId: 'order of mugs',
        occurredAt: '2011-03-07T10:00:00.000Z',
        recordedAt: '2026-01-01T00:00:00.000Z',
      })
      .happens(orderPlaced('o1', [['MUG', 1, 450]]))
      .when({ correlationId: 'hiring' })
      .happens(staffAdded('ann'))
      .when({ correlationId: 'order of mugs', recordedAt: '2026-01-01T00:00:01.000Z' })
      .happens(orderConfirmed('o1'));
    expect(foldView(tracesView, 'order of mugs', events)).to.deep.equal({
      correlationId: 'order of mugs',
      positions: [positionOf(0), positionOf(2)],
      events: 2,
      firstRecordedAt: '2026-01-01T00:00:00.000Z',
    });
    expect(foldView(tracesView, 'hiring', events)?.positions).to.deep.equal([positionOf(1)]);
  });

  it('keeps the first 5,000 positions and counts all events', () => {
    const { events } = new History().happens(...Array.from({ length: 5_002 }, () => orderConfirmed('o1')));
    const document = foldView(tracesView, 'story', events);
    expect(document?.positions).to.have.length(5_000);
    expect(document?.positions.at(-1)).to.equal(positionOf(4_999));
    expect(document?.events).to.equal(5_002);
  });
});
