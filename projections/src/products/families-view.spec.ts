import type { ShopEvent } from '@storefold/contracts';
import { expect } from 'chai';
import { foldView } from '../engine/view.js';
import { historyOf } from '../testing/history.js';
import { familiesView } from './families-view.js';

const colours = { name: 'Colour', values: ['blue', 'red'] };
const defined: ShopEvent = {
  type: 'FamilyDefined',
  data: { familyId: 'scarf', title: 'A scarf', options: [colours] },
};
const blue = [{ option: 'Colour', value: 'blue' }];
const red = [{ option: 'Colour', value: 'red' }];
const added = (sku: string, values: typeof blue): ShopEvent => ({
  type: 'VariantAdded',
  data: { familyId: 'scarf', changeId: `add-${sku}`, sku, values },
});

describe('the families of products', () => {
  it('hold what there is to choose from, and which SKU is which', () => {
    expect(foldView(familiesView, 'scarf', historyOf(defined, added('B', blue), added('R', red)))).to.deep.equal({
      ...{ familyId: 'scarf', title: 'A scarf', options: [colours] },
      variants: [
        { sku: 'B', values: blue },
        { sku: 'R', values: red },
      ],
    });
  });
  it('lose a variant that was taken out', () => {
    const removed: ShopEvent = { type: 'VariantRemoved', data: { familyId: 'scarf', changeId: 'c', sku: 'B' } };
    const events = historyOf(defined, added('B', blue), added('R', red), removed);
    expect(foldView(familiesView, 'scarf', events)?.variants).to.deep.equal([{ sku: 'R', values: red }]);
  });
  it('are made by their definition only', () => {
    expect(foldView(familiesView, 'scarf', historyOf(added('B', blue)))).to.equal(undefined);
  });
});
