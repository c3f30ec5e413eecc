import { expect } from 'chai';
import { foundIn, noAmountsIn, piecesIn, typedMinor } from './return-forms.js';

const formOf = (fields: Readonly<Record<string, string>>): FormData => {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return form;
};

describe('the forms of a return', () => {
  it('ask for pieces of some lines', () => {
    const form = formOf({ reason: 'faulty', 'pieces-1': '2', 'pieces-2': '0', 'pieces-3': '', 'pieces-4': 'many' });
    expect(piecesIn(form)).to.deep.equal([{ lineId: '1', quantity: 2 }]);
  });
  it('say what was found, and what is given back where that is less', () => {
    const form = formOf({
      ...{ 'sellable-1': '1', 'writtenOff-1': '1', 'why-1': 'used', 'amount-1': '4.50' },
      ...{ 'sellable-2': '2', 'writtenOff-2': '0', 'why-2': 'used', 'amount-2': '' },
    });
    expect(foundIn(form, 'GBP')).to.deep.equal([
      { lineId: '1', sellable: 1, writtenOff: 1, writeOffReason: 'used', amountMinor: 450 },
      { lineId: '2', sellable: 2, writtenOff: 0 },
    ]);
  });
  it('tell what was typed as an amount and is none, for nothing typed means all of it', () => {
    const form = formOf({ 'amount-1': '1,000', 'amount-2': '', 'amount-3': '4.50', 'amount-4': 'all', reason: 'x' });
    expect(noAmountsIn(form, 'GBP')).to.deep.equal(['1,000', 'all']);
    expect(noAmountsIn(form, 'JPY')).to.deep.equal(['1,000', '4.50', 'all']);
  });
  it('take amounts as people type them, in the digits of the currency', () => {
    expect(
      ['4.5', '4,50', '4', '0', '', 'x', '-1', '4.505', '4.', '.5'].map((typed) => typedMinor(typed, 'GBP')),
    ).to.deep.equal([...[450, 450, 400, 0, undefined, undefined, undefined, undefined, undefined, undefined]]);
    expect(typedMinor('450', 'JPY')).to.equal(450);
    expect(typedMinor('4.5', 'JPY')).to.equal(undefined);
  });
});
