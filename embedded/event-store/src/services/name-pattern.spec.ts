import { expect } from 'chai';
import { BadRequest } from './bad-request.js';
import { namePattern } from './name-pattern.js';

describe("a filter's regular expression", () => {
  it('accepts what it matches anywhere in a name', () => {
    const order = namePattern('^order-(1|2)$');
    expect(['order-1', 'order-3', 'xorder-1'].map(order)).to.deep.equal([true, false, false]);
    expect(namePattern('^[^$].*')('$system')).to.equal(false);
    const nested = namePattern('^(a+-)+b$');
    expect(['a-aa-b', 'a-', 'a-aa-b'].map(nested)).to.deep.equal([true, false, true]);
  });
  it('may name many types', () => {
    const types = Array.from({ length: 40 }, (_, n) => `SomethingHappened${n.toString()}`);
    const pattern = namePattern(`^(${types.join('|')})$`);
    for (let n = 0; n < 20_000; n++) expect(pattern(`SomethingHappened${n.toString()}`)).to.equal(n < 40);
  });
  it('is refused where it is none, or too long', () => {
    expect(() => namePattern('(')).to.throw(BadRequest, 'is no regular expression');
    expect(() => namePattern('x'.repeat(1_001))).to.throw(BadRequest, 'at most 1000 characters');
  });
  it('is given up on a name whose reading would take for ever, whatever makes it so', () => {
    for (const source of ['(a+)+b', '^(a|a|aa)*$', 'a*a*a*a*a*a*a*a*a*b', '(?:a*)*c', '(a*)*\\1b'])
      expect(() => namePattern(source)(`${'a'.repeat(2_000)}!`), source).to.throw(
        BadRequest,
        'takes longer than 50 ms',
      );
  });
});
