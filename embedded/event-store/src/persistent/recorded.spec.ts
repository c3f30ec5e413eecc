import { expect } from 'chai';
import { encodeRecordedEvent, encodeStreamIdentifier } from '../wire/recorded-event.js';
import { decodeId, linkType, pinnedBy, pointerTo } from './recorded.js';

const id = '6f1d3f5e-8a3c-4b8e-9a52-0c5f0c1d2e3f';
const recorded = (stream: string, revision: number, { type = 'thing', data = '', metadata = '' } = {}): Buffer =>
  encodeRecordedEvent(
    { id, type, contentType: 'application/json', data: Buffer.from(data), metadata: Buffer.from(metadata) },
    encodeStreamIdentifier(stream),
    { revision, position: 7, createdMs: 0 },
  );

describe('what a group reads off a recorded event', () => {
  it('is its id, and how a link points to it', () => {
    expect(decodeId(recorded('orders-1', 3))).to.equal(id);
    expect(pointerTo(recorded('orders@2', 3))).to.equal('3@orders@2');
    expect(pointerTo(recorded('orders-1', 0))).to.equal('0@orders-1');
  });
  it('is the stream that Pinned keeps together: of a link, the one that it points to', () => {
    expect(pinnedBy('Pinned', recorded('orders-1', 3))).to.equal('orders-1');
    expect(pinnedBy('Pinned', recorded('$ce-orders', 9, { type: linkType, data: '3@orders-1' }))).to.equal('orders-1');
  });
  it('is the correlation that PinnedByCorrelation keeps together, or the stream where there is none', () => {
    const correlated = recorded('orders-1', 3, { metadata: '{"$correlationId":"basket-9"}' });
    expect(pinnedBy('PinnedByCorrelation', correlated)).to.equal('basket-9');
    for (const metadata of ['', '{}', '{"$correlationId":5}', 'null', 'no JSON'])
      expect(pinnedBy('PinnedByCorrelation', recorded('orders-1', 3, { metadata }))).to.equal('orders-1');
  });
  it('is nothing for strategies that keep nothing together', () => {
    for (const strategy of ['RoundRobin', 'DispatchToSingle'] as const)
      expect(pinnedBy(strategy, recorded('orders-1', 3))).to.equal('');
  });
});
