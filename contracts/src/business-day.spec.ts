import { expect } from 'chai';
import { businessDay, businessMonth } from './business-day.js';

describe('a business day', () => {
  it('is the day of the shop, not of UTC, in summer', () => {
    expect(businessDay('2010-06-30T23:30:00.000Z', 'Europe/London')).to.equal('2010-07-01');
    expect(businessMonth('2010-06-30T23:30:00.000Z', 'Europe/London')).to.equal('2010-07');
  });
  it('is the day of UTC in a London winter', () => {
    expect(businessDay('2010-12-31T23:59:59.999Z', 'Europe/London')).to.equal('2010-12-31');
  });
  it('follows a zone that is not on the hour', () => {
    expect(businessDay('2010-12-31T18:14:59.999Z', 'Asia/Kathmandu')).to.equal('2010-12-31');
    expect(businessDay('2010-12-31T18:15:00.000Z', 'Asia/Kathmandu')).to.equal('2011-01-01');
  });
});
