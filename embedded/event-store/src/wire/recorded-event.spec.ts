import { expect } from 'chai';
import fc from 'fast-check';
import {
  decodeData,
  decodeHeader,
  decodeStream,
  decodeType,
  encodeRecordedEvent,
  encodeStreamIdentifier,
} from './recorded-event.js';

describe('a recorded event', () => {
  const proposed = fc.record({
    id: fc.uuid(),
    type: fc.string({ minLength: 1, maxLength: 200, unit: 'grapheme' }),
    contentType: fc.constantFrom('application/json', 'application/octet-stream'),
    data: fc.uint8Array({ maxLength: 300 }),
    metadata: fc.uint8Array({ maxLength: 300 }),
  });
  const stream = fc.string({ minLength: 1, maxLength: 200, unit: 'grapheme' });
  const placement = fc.record({ revision: fc.nat(), position: fc.maxSafeNat(), createdMs: fc.nat() });

  it('gives each of its names as it was written, whatever stands around them', () => {
    fc.assert(
      fc.property(proposed, stream, placement, (event, name, place) => {
        const bytes = encodeRecordedEvent(event, encodeStreamIdentifier(name), place);
        expect(decodeType(bytes)).to.equal(event.type);
        expect(decodeStream(bytes)).to.equal(name);
        expect(decodeHeader(bytes)).to.include({ type: event.type, contentType: event.contentType });
        expect(decodeData(bytes)).to.deep.equal(Buffer.from(event.data));
      }),
    );
  });
  it('is not read past its end: a field that claims more than there is stops the reading', () => {
    const bytes = Buffer.from([10, 200, 1, 1, 2, 3]);
    expect(() => decodeType(bytes)).to.throw(RangeError);
    expect(() => decodeStream(bytes)).to.throw(RangeError);
  });
});
