import { expect } from 'chai';
import { orderLinks } from './order-links.js';

describe('the token of a link to an order', () => {
  const links = orderLinks(Buffer.alloc(32, 7));
  const token = links.tokenOf('order-1');

  it('opens its order, each time it is made', () => {
    expect(token).to.match(/^[\w-]{43}$/);
    expect(links.isTrue('order-1', token)).to.equal(true);
    expect(orderLinks(Buffer.alloc(32, 7)).isTrue('order-1', token)).to.equal(true);
  });
  it('opens no other order, and none under another key', () => {
    expect(links.isTrue('order-2', token)).to.equal(false);
    expect(orderLinks(Buffer.alloc(32, 8)).isTrue('order-1', token)).to.equal(false);
  });
  it('is not true when a letter is missing, another, or too many, or when there is none', () => {
    const other = token.startsWith('A') ? 'B' : 'A';
    for (const wrong of ['', undefined, token.slice(1), `${token}A`, `${other}${token.slice(1)}`, 'é'.repeat(43)])
      expect(links.isTrue('order-1', wrong), String(wrong)).to.equal(false);
  });
});
