import { expect } from 'chai';
import { passwordOf, randomPassword } from './passwords.js';

describe('a password that we make', () => {
  const key = Buffer.alloc(32, 7);
  it('can be read out: five groups of four letters and digits that nobody mistakes', () => {
    expect(randomPassword()).to.match(/^[a-km-np-z2-9]{4}(-[a-km-np-z2-9]{4}){4}$/);
    expect(passwordOf(key, 'command-1', 'ann')).to.match(/^[a-km-np-z2-9]{4}(-[a-km-np-z2-9]{4}){4}$/);
  });
  it('is another each time', () => {
    expect(new Set(Array.from({ length: 100 }, randomPassword)).size).to.equal(100);
  });
  it('is the same for the same command and person, and for those only', () => {
    expect(passwordOf(key, 'command-1', 'ann')).to.equal(passwordOf(key, 'command-1', 'ann'));
    expect(passwordOf(key, 'command-1', 'ann')).not.to.equal(passwordOf(key, 'command-2', 'ann'));
    expect(passwordOf(key, 'command-1', 'ann')).not.to.equal(passwordOf(key, 'command-1', 'bob'));
    expect(passwordOf(key, 'command-1', 'ann')).not.to.equal(passwordOf(Buffer.alloc(32, 8), 'command-1', 'ann'));
  });
});
