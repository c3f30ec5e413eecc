import { expect } from 'chai';
import { isCountry } from './countries.js';

describe('a country', () => {
  for (const name of ['United Kingdom', 'france', ' Germany ', 'EIRE', 'USA', 'Channel Islands', 'Unspecified'])
    it(`is ${name}`, () => {
      expect(isCountry(name)).to.equal(true);
    });
  for (const name of ['Atlantis', '', 'GB', 'none', 'United'])
    it(`is not "${name}"`, () => {
      expect(isCountry(name)).to.equal(false);
    });
});
