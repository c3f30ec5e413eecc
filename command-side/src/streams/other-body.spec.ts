import { expect } from 'chai';
import { isOtherBody } from './other-body.js';

describe('hashes of bodies', () => {
  it('differ where their bodies do', () => {
    expect(isOtherBody('hmac.a', 'hmac.a')).to.equal(false);
    expect(isOtherBody('hmac.a', 'hmac.b')).to.equal(true);
    expect(isOtherBody('a', 'b')).to.equal(true);
  });
  it('tell nothing of each other where one was made before there were keys', () => {
    expect(isOtherBody('a', 'hmac.b')).to.equal(false);
    expect(isOtherBody('hmac.b', 'a')).to.equal(false);
  });
});
