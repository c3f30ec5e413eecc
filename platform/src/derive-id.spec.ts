import { expect } from 'chai';
import { deriveId } from './derive-id.js';

describe('a derived id', () => {
  it('is a UUID that only its parts decide', () => {
    expect(deriveId('a', 'b')).to.equal(deriveId('a', 'b'));
    expect(deriveId('a', 'b')).to.match(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });
  it('tells where one part ends and the next begins', () => {
    expect(deriveId('ab', 'c')).not.to.equal(deriveId('a', 'bc'));
  });
  it('never changes: stored events depend on it', () => {
    expect(deriveId('order', '489434')).to.equal('f06e3ac8-9101-87e9-bdb5-1c2433380f05');
  });
});
