import type { FamilyOption, OptionValue, ShopEvent } from '@storefold/contracts';
import { Map as ImmutableMap } from 'immutable';
import { accept, alreadyDone, refuseAs, type Decider } from '../decider.js';

// Its events are stored for ever: see contracts/src/events/catalogue.ts.

/** More variants than this are no family that a shopper could choose from. */
export const MOST_VARIANTS = 500;
const CHANGES_KEPT = 1_000;

export type FamilyState =
  | { readonly kind: 'unknown' }
  | {
      readonly kind: 'defined';
      readonly title: string;
      readonly options: readonly FamilyOption[];
      /** What each variant is, as `keyOf` writes it, by SKU. */
      readonly variants: ImmutableMap<string, string>;
      /** The newest changes, by which a repeat is recognised. */
      readonly changeIds: readonly string[];
    };

export type DefineFamily = {
  readonly kind: 'define';
  readonly familyId: string;
  readonly title: string;
  readonly options: readonly FamilyOption[];
};
export type AddVariant = {
  readonly kind: 'add';
  readonly familyId: string;
  readonly changeId: string;
  readonly sku: string;
  readonly values: readonly OptionValue[];
};
export type RemoveVariant = {
  readonly kind: 'remove';
  readonly familyId: string;
  readonly changeId: string;
  readonly sku: string;
};
export type FamilyCommand = DefineFamily | AddVariant | RemoveVariant;
export type FamilyRefusal =
  | 'family-exists'
  | 'family-not-found'
  | 'family-full'
  | 'option-missing'
  | 'option-unknown'
  | 'option-value-unknown'
  | 'variant-taken'
  | 'variant-exists';

/** The choices in the order of the family's options: two variants with the same are the same to a shopper. */
const keyOf = (options: readonly FamilyOption[], values: readonly OptionValue[]): string =>
  JSON.stringify(options.map(({ name }) => values.find(({ option }) => option === name)?.value ?? null));

const remembering = (changeIds: readonly string[], changeId: string): readonly string[] =>
  [...changeIds, changeId].slice(-CHANGES_KEPT);

const evolve = (state: FamilyState, event: ShopEvent): FamilyState => {
  switch (event.type) {
    case 'FamilyDefined': {
      const { title, options } = event.data;
      return { kind: 'defined', title, options, variants: ImmutableMap<string, string>(), changeIds: [] };
    }
    case 'VariantAdded': {
      if (state.kind === 'unknown') return state;
      const { sku, values, changeId } = event.data;
      const variants = state.variants.set(sku, keyOf(state.options, values));
      return { ...state, variants, changeIds: remembering(state.changeIds, changeId) };
    }
    case 'VariantRemoved': {
      if (state.kind === 'unknown') return state;
      const { sku, changeId } = event.data;
      return { ...state, variants: state.variants.delete(sku), changeIds: remembering(state.changeIds, changeId) };
    }
    default:
      return state;
  }
};

const define = ({ familyId, title, options }: DefineFamily, state: FamilyState) => {
  if (state.kind === 'unknown')
    return accept<ShopEvent>({ type: 'FamilyDefined', data: { familyId, title, options: [...options] } });
  const isSame = state.title === title && JSON.stringify(state.options) === JSON.stringify(options);
  return isSame ? alreadyDone : refuseAs('family-exists', { familyId });
};

/** What is wrong with the choices that a variant names; undefined when they say one value of each option. */
const faultOf = (options: readonly FamilyOption[], values: readonly OptionValue[]) => {
  for (const { option, value } of values) {
    const known = options.find(({ name }) => name === option);
    if (!known) return refuseAs('option-unknown', { option, known: options.map(({ name }) => name).join(', ') });
    if (!known.values.includes(value))
      return refuseAs('option-value-unknown', { option, value, known: known.values.join(', ') });
  }
  for (const { name } of options)
    if (!values.some(({ option }) => option === name)) return refuseAs('option-missing', { option: name });
  return undefined;
};

const add = ({ familyId, changeId, sku, values }: AddVariant, state: FamilyState) => {
  if (state.kind === 'unknown') return refuseAs('family-not-found', { familyId });
  if (state.changeIds.includes(changeId)) return alreadyDone;
  const fault = faultOf(state.options, values);
  if (fault) return fault;
  const key = keyOf(state.options, values);
  const standing = state.variants.get(sku);
  if (standing !== undefined) return standing === key ? alreadyDone : refuseAs('variant-exists', { familyId, sku });
  const other = state.variants.findKey((taken) => taken === key);
  if (other !== undefined) return refuseAs('variant-taken', { familyId, sku: other });
  if (state.variants.size >= MOST_VARIANTS) return refuseAs('family-full', { familyId, most: MOST_VARIANTS });
  // In the family's order and once each, however the command named them.
  const ordered = state.options.flatMap(({ name }) => values.filter(({ option }) => option === name).slice(0, 1));
  return accept<ShopEvent>({ type: 'VariantAdded', data: { familyId, changeId, sku, values: ordered } });
};

const remove = ({ familyId, changeId, sku }: RemoveVariant, state: FamilyState) => {
  if (state.kind === 'unknown') return refuseAs('family-not-found', { familyId });
  if (state.changeIds.includes(changeId) || !state.variants.has(sku)) return alreadyDone;
  return accept<ShopEvent>({ type: 'VariantRemoved', data: { familyId, changeId, sku } });
};

/** What one thing comes in: sizes, colours. Each combination of them is one SKU at most. */
export const familyDecider: Decider<FamilyState, FamilyCommand, ShopEvent, FamilyRefusal> = {
  initial: { kind: 'unknown' },
  evolve,
  decide: (command, state) => {
    switch (command.kind) {
      case 'define':
        return define(command, state);
      case 'add':
        return add(command, state);
      case 'remove':
        return remove(command, state);
    }
  },
};
