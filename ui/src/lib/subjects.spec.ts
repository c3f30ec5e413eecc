import { expect } from 'chai';
import { historyOf, isSubject } from './subjects.js';

describe('what has a history', () => {
  it('is found by the name of its stream', () => {
    expect(historyOf('order-489434')).to.equal('/audit/orders/489434');
    expect(historyOf('stock-85123A')).to.equal('/audit/stock/85123A');
    expect(historyOf('product-a/b')).to.equal('/audit/products/a%2Fb');
    expect(historyOf('staff-admin')).to.equal(undefined);
    expect(historyOf('$settings')).to.equal(undefined);
  });

  it('is one of four', () => {
    expect(isSubject('orders')).to.equal(true);
    expect(isSubject('toString')).to.equal(false);
  });
});
