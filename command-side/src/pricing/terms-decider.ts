import type { DeliveryMethod, ShopEvent, TaxRule } from '@storefold/contracts';
import { accept, alreadyDone, type Decider } from '../decider.js';
import { notOffered, offeredBy } from './offered.js';

// Its events are stored for ever: see contracts/src/events/terms.ts.

/** How the shop delivers and taxes. Countries are compared without regard to capitals. */
export type TermsState = {
  readonly methods: readonly DeliveryMethod[];
  readonly rules: readonly TaxRule[];
  /** In which it sells beside its own. */
  readonly currencies: readonly string[];
  /** The newest changes, by which a repeat is recognised. */
  readonly changeIds: readonly string[];
};
export type SetDeliveryMethods = {
  readonly kind: 'set-delivery';
  readonly changeId: string;
  readonly methods: readonly DeliveryMethod[];
  /** The shop's own currency. */
  readonly own: string;
};
export type SetTaxRules = { readonly kind: 'set-tax'; readonly changeId: string; readonly rules: readonly TaxRule[] };
export type SetCurrencies = {
  readonly kind: 'set-currencies';
  readonly changeId: string;
  readonly currencies: readonly string[];
};
export type TermsCommand = SetDeliveryMethods | SetTaxRules | SetCurrencies;

const CHANGES_KEPT = 100;
const remembering = (changeIds: readonly string[], changeId: string): readonly string[] =>
  [...changeIds, changeId].slice(-CHANGES_KEPT);

export const noTerms: TermsState = { methods: [], rules: [], currencies: [], changeIds: [] };

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
    case 'SellingCurrenciesSet': {
      const { currencies, changeId } = event.data;
      return { ...state, currencies, changeIds: remembering(state.changeIds, changeId) };
    }
    default:
      return state;
  }
};

export type TermsRefusal = 'currency-not-offered';

const setDelivery = ({ changeId, methods, own }: SetDeliveryMethods, state: TermsState) => {
  const offered = offeredBy(state, own);
  const other = methods.find(({ currency }) => !offered.includes(currency));
  return other
    ? notOffered(other.currency, offered)
    : accept<ShopEvent>({ type: 'DeliveryMethodsSet', data: { changeId, methods: [...methods] } });
};

/** The terms on which the shop sells: one stream. */
export const termsDecider: Decider<TermsState, TermsCommand, ShopEvent, TermsRefusal> = {
  initial: noTerms,
  evolve,
  decide: (command, state) => {
    const { changeId } = command;
    if (state.changeIds.includes(changeId)) return alreadyDone;
    switch (command.kind) {
      case 'set-delivery':
        return setDelivery(command, state);
      case 'set-tax':
        return accept<ShopEvent>({ type: 'TaxRulesSet', data: { changeId, rules: [...command.rules] } });
      case 'set-currencies':
        return accept<ShopEvent>({
          type: 'SellingCurrenciesSet',
          data: { changeId, currencies: [...command.currencies] },
        });
    }
  },
};

const alike = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/** The ways to a country, as they were set; only those that are priced in a currency, where one is named. */
export const methodsTo = ({ methods }: TermsState, country: string, currency?: string): readonly DeliveryMethod[] =>
  methods.filter(
    (method) =>
      (currency === undefined || method.currency === currency) &&
      (method.countries.length === 0 || method.countries.some((served) => alike(served, country))),
  );

/** How sales to a country are taxed; undefined where nobody said. */
export const taxRuleOf = ({ rules }: TermsState, country: string): TaxRule | undefined =>
  rules.find((rule) => alike(rule.country, country));
