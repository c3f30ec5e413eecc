import type { DataOf, ProductDetails, ShopEvent } from '@storefold/contracts';
import { accept, alreadyDone, refuseAs, type Decider } from '../decider.js';
import { notOffered } from '../pricing/offered.js';
import {
  applyPriceChanges,
  evolveSchedule,
  priced,
  schedulePrice,
  withdrawPriceChange,
  type ApplyPriceChanges,
  type PriceSchedule,
  type PriceScheduleRefusal,
  type SchedulePrice,
  type WithdrawPriceChange,
} from './price-schedule.js';

// Its events are stored for ever: see contracts/src/events/inventory.ts.

type Definition = DataOf<'ProductDefined'>;

export type ProductState =
  | { readonly kind: 'unknown' }
  | {
      readonly kind: 'defined';
      /** As it was first defined: a repeat of that is recognised by it. */
      readonly definition: Definition;
      readonly priceMinor: number;
      readonly currency: string;
      /** In other currencies, by their code. */
      readonly prices: Readonly<Record<string, number>>;
      /** Prices that are to come. */
      readonly schedule: PriceSchedule;
      /** The newest of those that will not come after all. */
      readonly withdrawn: readonly string[];
      readonly discontinued: boolean;
      /** The family that it is a variant of. */
      readonly familyId: string | undefined;
      /** The newest changes, by which a repeat is recognised. */
      readonly changeIds: readonly string[];
    };

export type DefineProduct = { readonly kind: 'define'; readonly definition: Definition };
export type ChangePrice = {
  readonly kind: 'change-price';
  readonly sku: string;
  readonly changeId: string;
  readonly priceMinor: number;
  readonly currency: string;
  /** In which the shop sells. */
  readonly offered: readonly string[];
};
/** It is not sold in that currency any more. */
export type WithdrawPrice = {
  readonly kind: 'withdraw-price';
  readonly sku: string;
  readonly changeId: string;
  readonly currency: string;
};
/** Takes it off sale, or puts it back. */
export type ChangeSelling = {
  readonly kind: 'discontinue' | 'reinstate';
  readonly sku: string;
  readonly changeId: string;
};
/** Tells all of it anew. */
export type DescribeProduct = {
  readonly kind: 'describe';
  readonly sku: string;
  readonly changeId: string;
  readonly details: ProductDetails;
};
/** Makes it a variant of a family, or no longer one. */
export type ChangeFamily = {
  readonly kind: 'join-family' | 'leave-family';
  readonly sku: string;
  readonly changeId: string;
  readonly familyId: string;
};
export type ProductCommand =
  | DefineProduct
  | ChangePrice
  | WithdrawPrice
  | SchedulePrice
  | WithdrawPriceChange
  | ApplyPriceChanges
  | ChangeSelling
  | DescribeProduct
  | ChangeFamily;
export type ProductRefusal =
  | 'product-exists'
  | 'product-not-found'
  | 'own-price-stays'
  | 'currency-not-offered'
  | 'product-in-another-family'
  | PriceScheduleRefusal;

const CHANGES_KEPT = 100;

const remembering = (changeIds: readonly string[], changeId: string | undefined): readonly string[] =>
  changeId === undefined ? changeIds : [...changeIds, changeId].slice(-CHANGES_KEPT);

const evolve = (state: ProductState, event: ShopEvent): ProductState => {
  switch (event.type) {
    case 'ProductDefined':
      return {
        kind: 'defined',
        definition: event.data,
        priceMinor: event.data.priceMinor,
        currency: event.data.currency,
        prices: {},
        schedule: [],
        withdrawn: [],
        discontinued: false,
        familyId: undefined,
        changeIds: [],
      };
    case 'ProductPriceChanged': {
      if (state.kind === 'unknown') return state;
      const { priceMinor, currency, changeId } = event.data;
      const schedule = evolveSchedule(state.schedule, event);
      return { ...state, priceMinor, currency, schedule, changeIds: remembering(state.changeIds, changeId) };
    }
    case 'ProductPricedInCurrency': {
      if (state.kind === 'unknown') return state;
      const { priceMinor, currency, changeId } = event.data;
      return {
        ...state,
        prices: { ...state.prices, [currency]: priceMinor },
        schedule: evolveSchedule(state.schedule, event),
        changeIds: remembering(state.changeIds, changeId),
      };
    }
    case 'ProductPriceWithdrawn': {
      if (state.kind === 'unknown') return state;
      const { [event.data.currency]: _, ...prices } = state.prices;
      return { ...state, prices, changeIds: remembering(state.changeIds, event.data.changeId) };
    }
    case 'PriceChangeScheduled':
      return state.kind === 'unknown'
        ? state
        : {
            ...state,
            schedule: evolveSchedule(state.schedule, event),
            changeIds: remembering(state.changeIds, event.data.changeId),
          };
    case 'PriceChangeWithdrawn':
      return state.kind === 'unknown'
        ? state
        : {
            ...state,
            schedule: evolveSchedule(state.schedule, event),
            withdrawn: remembering(state.withdrawn, event.data.changeId),
          };
    case 'ProductDiscontinued':
    case 'ProductReinstated':
      if (state.kind === 'unknown') return state;
      return {
        ...state,
        discontinued: event.type === 'ProductDiscontinued',
        changeIds: remembering(state.changeIds, event.data.changeId),
      };
    case 'ProductDescribed':
      return state.kind === 'unknown'
        ? state
        : { ...state, changeIds: remembering(state.changeIds, event.data.changeId) };
    case 'ProductJoinedFamily':
      return state.kind === 'unknown' ? state : { ...state, familyId: event.data.familyId };
    case 'ProductLeftFamily':
      return state.kind === 'unknown' || state.familyId !== event.data.familyId
        ? state
        : { ...state, familyId: undefined };
    default:
      return state;
  }
};

const same = (a: Definition, b: Definition): boolean =>
  a.title === b.title &&
  a.priceMinor === b.priceMinor &&
  a.currency === b.currency &&
  a.category === b.category &&
  a.taxCategory === b.taxCategory;

const define = ({ definition }: DefineProduct, state: ProductState) => {
  if (state.kind === 'unknown') return accept({ type: 'ProductDefined' as const, data: definition });
  return same(state.definition, definition) ? alreadyDone : refuseAs('product-exists', { sku: definition.sku });
};

const changePrice = (command: ChangePrice, state: ProductState) => {
  const { sku, changeId, priceMinor, currency, offered } = command;
  if (state.kind === 'unknown') return refuseAs('product-not-found', { sku });
  if (state.changeIds.includes(changeId)) return alreadyDone;
  if (currency !== state.currency && !offered.includes(currency)) return notOffered(currency, offered);
  return accept(priced({ sku, changeId, priceMinor, currency }, state.currency));
};

const withdrawPrice = ({ sku, changeId, currency }: WithdrawPrice, state: ProductState) => {
  if (state.kind === 'unknown') return refuseAs('product-not-found', { sku });
  if (currency === state.currency) return refuseAs('own-price-stays', { sku, currency });
  if (state.changeIds.includes(changeId)) return alreadyDone;
  // What is to come in that currency does not come either: it would put the product back on sale in it.
  const toCome = state.schedule.filter((change) => change.currency === currency);
  return accept<ShopEvent>(
    ...toCome.map((change) => ({ type: 'PriceChangeWithdrawn' as const, data: { sku, changeId: change.changeId } })),
    ...(Object.hasOwn(state.prices, currency)
      ? [{ type: 'ProductPriceWithdrawn' as const, data: { sku, changeId, currency } }]
      : []),
  );
};

const changeSelling = ({ kind, sku, changeId }: ChangeSelling, state: ProductState) => {
  if (state.kind === 'unknown') return refuseAs('product-not-found', { sku });
  const isMeant = state.discontinued === (kind === 'discontinue');
  if (isMeant || state.changeIds.includes(changeId)) return alreadyDone;
  const data = { sku, changeId };
  return kind === 'discontinue'
    ? accept({ type: 'ProductDiscontinued' as const, data })
    : accept({ type: 'ProductReinstated' as const, data });
};

const describe = ({ sku, changeId, details }: DescribeProduct, state: ProductState) => {
  if (state.kind === 'unknown') return refuseAs('product-not-found', { sku });
  if (state.changeIds.includes(changeId)) return alreadyDone;
  return accept({ type: 'ProductDescribed' as const, data: { sku, changeId, ...details } });
};

const changeFamily = ({ kind, sku, changeId, familyId }: ChangeFamily, state: ProductState) => {
  if (state.kind === 'unknown') return refuseAs('product-not-found', { sku });
  const data = { sku, familyId, changeId };
  if (kind === 'leave-family')
    return state.familyId === familyId ? accept({ type: 'ProductLeftFamily' as const, data }) : alreadyDone;
  if (state.familyId === familyId) return alreadyDone;
  return state.familyId === undefined
    ? accept({ type: 'ProductJoinedFamily' as const, data })
    : refuseAs('product-in-another-family', { sku, familyId: state.familyId });
};

const ofSchedule = (command: SchedulePrice | WithdrawPriceChange | ApplyPriceChanges, state: ProductState) => {
  if (state.kind === 'unknown')
    return command.kind === 'apply-price-changes' ? alreadyDone : refuseAs('product-not-found', { sku: command.sku });
  const { schedule, withdrawn, changeIds, currency } = state;
  switch (command.kind) {
    case 'schedule-price':
      return schedulePrice(command, schedule, currency, changeIds.includes(command.changeId));
    case 'withdraw-price-change':
      return withdrawPriceChange(command, schedule, withdrawn, changeIds.includes(command.changeId));
    case 'apply-price-changes':
      return applyPriceChanges(command, schedule, currency);
  }
};

/** What we sell: its words and its price. One stream per SKU. */
export const productDecider: Decider<ProductState, ProductCommand, ShopEvent, ProductRefusal> = {
  initial: { kind: 'unknown' },
  evolve,
  decide: (command, state) => {
    switch (command.kind) {
      case 'define':
        return define(command, state);
      case 'change-price':
        return changePrice(command, state);
      case 'withdraw-price':
        return withdrawPrice(command, state);
      case 'schedule-price':
      case 'withdraw-price-change':
      case 'apply-price-changes':
        return ofSchedule(command, state);
      case 'discontinue':
      case 'reinstate':
        return changeSelling(command, state);
      case 'describe':
        return describe(command, state);
      case 'join-family':
      case 'leave-family':
        return changeFamily(command, state);
    }
  },
};
