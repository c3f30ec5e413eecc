import { expect } from 'chai';
import { serves } from './countries.js';

describe('a way of delivery', () => {
  it('goes everywhere where it names no country, else where it says, whatever the capitals', () => {
    expect(serves({ countries: [] }, 'France')).to.equal(true);
    expect(serves({ countries: ['united kingdom'] }, 'United Kingdom')).to.equal(true);
    expect(serves({ countries: ['United Kingdom'] }, 'France')).to.equal(false);
  });
});
