import { expect } from 'chai';
import { chargeTitle, isCharge } from './charge-codes.js';

describe('stock codes that are no goods', () => {
  it('are postage, fees, discounts and manual entries, to the letter', () => {
    for (const code of ['POST', 'DOT', 'C2', 'M', 'm', 'D', 'BANK CHARGES', 'AMAZONFEE'])
      expect(isCharge(code), code).to.equal(true);
    for (const code of ['22423', '85123A', 'POSTAGE', 'post', 'C1', 'd', '', 'constructor', 'gift_0001_20'])
      expect(isCharge(code), code).to.equal(false);
  });

  it('have a name for rows that give none', () => {
    expect(chargeTitle('POST')).to.equal('Postage');
    expect(chargeTitle('22423')).to.equal('22423');
  });
});
