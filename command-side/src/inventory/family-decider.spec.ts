import type { OptionValue, ShopEvent } from '@storefold/contracts';
import { expect } from 'chai';
import fc from 'fast-check';
import { anyEvent } from '../testing/any-event.js';
import { given } from '../testing/given.js';
import { familyDecider, MOST_VARIANTS, type FamilyCommand } from './family-decider.js';

const options = [
  { name: 'Size', values: ['S', 'L'] },
  { name: 'Colour', values: ['blue', 'red'] },
];
const data = { familyId: 'scarf', title: 'A scarf', options };
const defined: ShopEvent = { type: 'FamilyDefined', data };
const of = (size: string, colour: string): OptionValue[] => [
  { option: 'Size', value: size },
  { option: 'Colour', value: colour },
];
const added = (sku: string, values: OptionValue[], changeId = `add-${sku}`): ShopEvent => ({
  type: 'VariantAdded',
  data: { familyId: 'scarf', changeId, sku, values },
});
const add = (sku: string, values: OptionValue[], changeId = `add-${sku}`): FamilyCommand => ({
  kind: 'add',
  ...{ familyId: 'scarf', changeId, sku, values },
});
const removed = (sku: string): ShopEvent => ({
  type: 'VariantRemoved',
  data: { familyId: 'scarf', changeId: `remove-${sku}`, sku },
});
const remove = (sku: string): FamilyCommand => ({
  kind: 'remove',
  ...{ familyId: 'scarf', changeId: `remove-${sku}`, sku },
});

describe('a family of products', () => {
  it('is defined once', () => {
    given(familyDecider)
      .when({ kind: 'define', ...data })
      .then(defined);
    given(familyDecider, defined)
      .when({ kind: 'define', ...data })
      .then();
    given(familyDecider, defined)
      .when({ kind: 'define', ...data, title: 'A shawl' })
      .refuses('family-exists', { familyId: 'scarf' });
  });
  it('takes a variant, whose choices stand in the order of its options', () => {
    given(familyDecider, defined)
      .when(add('A', of('S', 'blue')))
      .then(added('A', of('S', 'blue')));
    given(familyDecider, defined)
      .when(add('A', of('S', 'blue').toReversed()))
      .then(added('A', of('S', 'blue')));
  });
  it('has each combination once', () => {
    given(familyDecider, defined, added('A', of('S', 'blue')))
      .when(add('B', of('S', 'blue')))
      .refuses('variant-taken', { familyId: 'scarf', sku: 'A' });
    given(familyDecider, defined, added('A', of('S', 'blue')), removed('A'))
      .when(add('B', of('S', 'blue')))
      .then(added('B', of('S', 'blue')));
  });
  it('has each SKU once', () => {
    given(familyDecider, defined, added('A', of('S', 'blue')))
      .when(add('A', of('L', 'blue'), 'another'))
      .refuses('variant-exists', { familyId: 'scarf', sku: 'A' });
  });
  it('asks for one value of each of its options, and for no other', () => {
    const refuses = (values: OptionValue[]) => given(familyDecider, defined).when(add('A', values));
    refuses(of('S', 'blue').slice(0, 1)).refuses('option-missing', { option: 'Colour' });
    refuses(of('XL', 'blue')).refuses('option-value-unknown', { option: 'Size', value: 'XL', known: 'S, L' });
    refuses([...of('S', 'blue'), { option: 'Fit', value: 'slim' }]).refuses('option-unknown', {
      ...{ option: 'Fit', known: 'Size, Colour' },
    });
  });
  it('does not take back what was taken out when an addition is repeated late', () => {
    given(familyDecider, defined, added('A', of('S', 'blue')), removed('A'))
      .when(add('A', of('S', 'blue')))
      .then();
  });
  it('lets a variant go once', () => {
    given(familyDecider, defined, added('A', of('S', 'blue')))
      .when(remove('A'))
      .then(removed('A'));
    given(familyDecider, defined).when(remove('A')).then();
  });
  it('that nobody defined has no variants', () => {
    given(familyDecider)
      .when(add('A', of('S', 'blue')))
      .refuses('family-not-found', { familyId: 'scarf' });
    given(familyDecider).when(remove('A')).refuses('family-not-found', { familyId: 'scarf' });
  });
  it('is full at its bound', () => {
    const values = Array.from({ length: MOST_VARIANTS + 1 }, (_, index) => index.toString());
    const wide: ShopEvent = { type: 'FamilyDefined', data: { ...data, options: [{ name: 'Size', values }] } };
    const history = values
      .slice(0, MOST_VARIANTS)
      .map((value) => added(`SKU-${value}`, [{ option: 'Size', value }], `c-${value}`));
    given(familyDecider, wide, ...history)
      .when(add('MORE', [{ option: 'Size', value: MOST_VARIANTS.toString() }]))
      .refuses('family-full', { familyId: 'scarf', most: MOST_VARIANTS });
  });
  it('folds any history, and never gives one combination to two SKUs', () => {
    const sku = fc.constantFrom('A', 'B', 'C');
    const anyCommand: fc.Arbitrary<FamilyCommand> = fc.oneof(
      fc
        .record({ sku, size: fc.constantFrom('S', 'L'), colour: fc.constantFrom('blue', 'red'), changeId: fc.uuid() })
        .map(({ sku: skuOf, size, colour, changeId }) => add(skuOf, of(size, colour), changeId)),
      fc.record({ sku, changeId: fc.uuid() }).map((some) => ({ kind: 'remove' as const, familyId: 'scarf', ...some })),
    );
    fc.assert(
      fc.property(
        fc.array(anyEvent, { maxLength: 12 }),
        fc.array(anyCommand, { maxLength: 12 }),
        (events, commands) => {
          events.reduce(familyDecider.evolve, familyDecider.initial);
          let state = familyDecider.evolve(familyDecider.initial, defined);
          for (const command of commands) {
            const decision = familyDecider.decide(command, state);
            if ('refused' in decision) continue;
            state = decision.events.reduce(familyDecider.evolve, state);
            const again = familyDecider.decide(command, state);
            expect(again).to.deep.equal({ events: [] });
            if (state.kind === 'defined') expect(state.variants.toSet().size).to.equal(state.variants.size);
          }
        },
      ),
    );
  });
});
