import { expect } from 'chai';
import { orderNumberOf } from './order-number.js';

describe('an order number', () => {
  it('is short, speakable and always the same for an order', () => {
    expect(orderNumberOf('a1')).to.match(/^S-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
    expect(orderNumberOf('a1')).to.equal(orderNumberOf('a1'));
    expect(orderNumberOf('a1')).not.to.equal(orderNumberOf('a2'));
  });
});
