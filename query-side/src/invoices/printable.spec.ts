import { expect } from 'chai';
import { printable } from './printable.js';

describe('what a standard font can show', () => {
  it('is left as it is: Latin letters with their marks, dashes, quotes, currencies', () => {
    expect(printable('Zoë Müller – “Ça va” £5 €6 Œuvre')).to.equal('Zoë Müller – “Ça va” £5 €6 Œuvre');
  });
  it('stands for what it lacks a mark of', () => {
    expect(printable('Łukasz Świątek, Đorđe')).to.equal('Lukasz Swiatek, Dorde');
    expect(printable('Zoe\u0308')).to.equal('Zoë');
  });
  it('is a question mark where there is no such letter', () => {
    expect(printable('李 A')).to.equal('? A');
  });
});
