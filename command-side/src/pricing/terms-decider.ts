import type { DeliveryMethod, ShopEvent, TaxRule } from '@storefold/contracts';
import { accept, alreadyDone, type Decider } from '../decider.js';

// Its events are stored for ever: see contracts/src/events/terms.ts.

/** How the shop delivers and taxes. Countries are compared without regard to capitals. */
export type TermsState = {
  readonly methods: readonly DeliveryMethod[];
  readonly rules: readonly TaxRule[];
  /** The newest changes, by which a repeat is recognised. */
  readonly changeIds: readonly string[];
};
export type SetDeliveryMethods = {
  readonly kind: 'set-delivery';
  readonly changeId: string;
  readonly methods: readonly DeliveryMethod[];
};
export type SetTaxRules = { readonly kind: 'set-tax'; readonly changeId: string; readonly rules: readonly TaxRule[] };
export type TermsCommand = SetDeliveryMethods | SetTaxRules;

const CHANGES_KEPT = 100;
const remembering = (changeIds: readonly string[], changeId: string): readonly string[] =>
  [...changeIds, changeId].slice(-CHANGES_KEPT);

export const noTerms: TermsState = { methods: [], rules: [], changeIds: [] };

const evolve = (state: TermsState, event: ShopEvent): TermsState => {
  switch (event.type) {
    case 'DeliveryMethodsSet': {
      const { methods, changeId } = event.data;
      return { ...state, methods, changeIds: remembering(state.changeIds, changeId) };
    }
    case 'TaxRulesSet': {
      const { rules, changeId } = event.data;
      return { ...state, rules, changeIds: remembering(state.changeIds, changeId) };
    }
    default:
      return state;
  }
};

/** The terms on which the shop sells: one stream. */
export const termsDecider: Decider<TermsState, TermsCommand, ShopEvent, never> = {
  initial: noTerms,
  evolve,
  decide: (command, state) => {
    const { changeId } = command;
    if (state.changeIds.includes(changeId)) return alreadyDone;
    return command.kind === 'set-delivery'
      ? accept<ShopEvent>({ type: 'DeliveryMethodsSet', data: { changeId, methods: [...command.methods] } })
      : accept<ShopEvent>({ type: 'TaxRulesSet', data: { changeId, rules: [...command.rules] } });
  },
};

const alike = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/** The ways to a country, as they were set. */
export const methodsTo = ({ methods }: TermsState, country: string): readonly DeliveryMethod[] =>
  methods.filter(({ countries }) => countries.length === 0 || countries.some((served) => alike(served, country)));

/** How sales to a country are taxed; undefined where nobody said. */
export const taxRuleOf = ({ rules }: TermsState, country: string): TaxRule | undefined =>
  rules.find((rule) => alike(rule.country, country));
