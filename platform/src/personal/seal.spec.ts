import { expect } from 'chai';
import { randomBytes } from 'node:crypto';
import { seal, unseal } from './seal.js';

const key = randomBytes(32);
const place = { streamId: 'order-1', type: 'OrderPlaced', field: 'delivery' };
const at = { ...place, keyId: 'order-1', eventId: 'e1' };

describe('a sealed field', () => {
  it('opens where it was sealed, and shows nothing of itself', () => {
    const envelope = seal(key, at, { name: 'Ann Archer' });
    expect(unseal(key, envelope, place)).to.deep.equal({ name: 'Ann Archer' });
    expect(JSON.stringify(envelope)).not.to.contain('Ann');
  });
  it('has the same bytes when the event is retried, and others in another event', () => {
    expect(seal(key, at, 'x')).to.deep.equal(seal(key, at, 'x'));
    expect(seal(key, at, 'x').box).not.to.equal(seal(key, { ...at, eventId: 'e2' }, 'x').box);
  });
  it('does not open elsewhere, with another key, or changed', () => {
    const envelope = seal(key, at, 'x');
    expect(() => unseal(key, envelope, { ...place, streamId: 'order-2' })).to.throw('does not belong');
    expect(() =>
      unseal(key, { ...envelope, bound: 'order-2/OrderPlaced/delivery' }, { ...place, streamId: 'order-2' }),
    ).to.throw();
    expect(() => unseal(randomBytes(32), envelope, place)).to.throw();
    const box = Buffer.from(envelope.box, 'base64');
    box.writeUInt8(box.readUInt8(0) ^ 1, 0);
    expect(() => unseal(key, { ...envelope, box: box.toString('base64') }, place)).to.throw();
  });
});
