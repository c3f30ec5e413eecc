import { expect } from 'chai';
import { exactly, money, monthName, roughMoney, stockWords, titleCase, when } from './format.js';

describe('what people read', () => {
  it('shows money with the pence of its currency', () => {
    expect(money(1250, 'GBP')).to.equal('£12.50');
    expect(money(-5, 'GBP')).to.equal('-£0.05');
    expect(money(123456789, 'GBP')).to.equal('£1,234,567.89');
    expect(money(500, 'JPY')).to.equal('JP¥500');
  });

  it('shortens money for an axis', () => {
    expect(roughMoney(34_000_000, 'GBP')).to.equal('£340k');
    expect(roughMoney(500_000, 'JPY')).to.equal('JP¥500k');
  });

  it("shows moments in the shop's time zone, summer and winter", () => {
    expect(when('2011-07-01T09:30:00Z')).to.equal('1 Jul 2011, 10:30');
    expect(when('2011-12-01T09:30:00Z')).to.equal('1 Dec 2011, 09:30');
    expect(exactly('2011-12-01T09:30:07Z')).to.equal('1 Dec 2011, 09:30:07');
    expect(monthName('2011-12')).to.equal('Dec 2011');
  });

  it('turns titles in capitals into words, and leaves others alone', () => {
    expect(titleCase('WHITE HANGING HEART T-LIGHT HOLDER')).to.equal('White Hanging Heart T-Light Holder');
    expect(titleCase("SET OF 3 BOXES  IN 'BLUE'")).to.equal("Set of 3 Boxes in 'Blue'");
    expect(titleCase('Dotcomgiftshop Gift Voucher')).to.equal('Dotcomgiftshop Gift Voucher');
  });

  it('says when little is left', () => {
    expect([0, 1, 12, 13].map(stockWords)).to.deep.equal(['Sold out', 'Only 1 left', 'Only 12 left', '13 in stock']);
  });
});
