import type { DiscountTerms, ShopEvent } from '@storefold/contracts';
import { Map as ImmutableMap } from 'immutable';
import { accept, alreadyDone, refuseAs, type Decider } from '../decider.js';
import { notOffered } from './offered.js';

// Its events are stored for ever: see contracts/src/events/terms.ts.

export type DiscountState =
  | { readonly kind: 'unknown' }
  | {
      readonly kind: 'defined';
      readonly terms: DiscountTerms;
      readonly ended: boolean;
      /** Who has it, by the order that has it. */
      readonly orders: ImmutableMap<string, string>;
      /** How many orders of each customer have it. */
      readonly each: ImmutableMap<string, number>;
    };

export type DefineDiscount = {
  readonly kind: 'define';
  readonly code: string;
  readonly terms: DiscountTerms;
  /** Currencies that the shop sells in. */
  readonly offered: readonly string[];
};
export type EndDiscount = { readonly kind: 'end'; readonly code: string; readonly changeId: string };
/** Gives an order its place among those that have the discount. */
export type RedeemDiscount = {
  readonly kind: 'redeem';
  readonly code: string;
  readonly orderId: string;
  /** A keyed hash of who orders. */
  readonly customerKey: string;
  /** What the goods cost before discounts, in minor units of `currency`. */
  readonly goodsMinor: number;
  readonly currency: string;
  /** ISO 8601. */
  readonly now: string;
};
export type GiveBackDiscount = { readonly kind: 'give-back'; readonly code: string; readonly orderId: string };
export type DiscountCommand = DefineDiscount | EndDiscount | RedeemDiscount | GiveBackDiscount;
export type DiscountRefusal =
  | 'discount-exists'
  | 'discount-unknown'
  | 'discount-not-begun'
  | 'discount-ended'
  | 'discount-minimum'
  | 'discount-used-up'
  | 'discount-used-by-you'
  | 'currency-differs'
  | 'currency-not-offered';

const evolve = (state: DiscountState, event: ShopEvent): DiscountState => {
  if (event.type === 'DiscountDefined')
    return {
      ...{ kind: 'defined', terms: event.data.terms, ended: false },
      ...{ orders: ImmutableMap<string, string>(), each: ImmutableMap<string, number>() },
    };
  if (state.kind === 'unknown') return state;
  switch (event.type) {
    case 'DiscountEnded':
      return { ...state, ended: true };
    case 'DiscountRedeemed': {
      const { orderId, customerKey } = event.data;
      if (state.orders.has(orderId)) return state;
      const each = state.each.update(customerKey, 0, (count) => count + 1);
      return { ...state, orders: state.orders.set(orderId, customerKey), each };
    }
    case 'DiscountGivenBack': {
      const { orderId } = event.data;
      const customerKey = state.orders.get(orderId);
      if (customerKey === undefined) return state;
      const count = state.each.get(customerKey, 0) - 1;
      const each = count > 0 ? state.each.set(customerKey, count) : state.each.delete(customerKey);
      return { ...state, orders: state.orders.delete(orderId), each };
    }
    default:
      return state;
  }
};

const define = ({ code, terms, offered }: DefineDiscount, state: DiscountState) => {
  if (state.kind === 'defined')
    return sameTerms(state.terms, terms) ? alreadyDone : refuseAs('discount-exists', { code });
  return offered.includes(terms.currency)
    ? accept<ShopEvent>({ type: 'DiscountDefined', data: { code, terms } })
    : notOffered(terms.currency, offered);
};

const canonical = ({ off, ...more }: DiscountTerms): string =>
  JSON.stringify([Object.entries(off).sort(), Object.entries(more).sort()]);
const sameTerms = (one: DiscountTerms, other: DiscountTerms): boolean => canonical(one) === canonical(other);

/** Why it cannot be had at a moment for goods of a worth, whoever asks; undefined where it can. */
const faultOf = (
  { code, goodsMinor, currency, now }: Omit<RedeemDiscount, 'kind' | 'orderId' | 'customerKey'>,
  state: DiscountState,
) => {
  if (state.kind === 'unknown') return refuseAs('discount-unknown', { code });
  const { from, until, minimumMinor, off } = state.terms;
  if (state.ended || (until !== undefined && now >= until)) return refuseAs('discount-ended', { code });
  if (from !== undefined && now < from) return refuseAs('discount-not-begun', { code, from });
  // A share, or the delivery, is the same in every currency; a sum is not.
  const namesSums = off.kind === 'fixed' || minimumMinor !== undefined;
  if (namesSums && state.terms.currency !== currency)
    return refuseAs('currency-differs', { code, expected: currency, given: state.terms.currency });
  if (minimumMinor !== undefined && goodsMinor < minimumMinor)
    return refuseAs('discount-minimum', { code, minimumMinor, missingMinor: minimumMinor - goodsMinor, currency });
  return undefined;
};

const redeem = (command: RedeemDiscount, state: DiscountState) => {
  const { code, orderId, customerKey } = command;
  if (state.kind === 'defined' && state.orders.has(orderId)) return alreadyDone;
  const fault = faultOf(command, state);
  if (fault) return fault;
  if (state.kind === 'unknown') return refuseAs('discount-unknown', { code });
  const { limit, limitEach } = state.terms;
  if (limitEach !== undefined && state.each.get(customerKey, 0) >= limitEach)
    return refuseAs('discount-used-by-you', { code, limitEach });
  if (limit !== undefined && state.orders.size >= limit) return refuseAs('discount-used-up', { code, limit });
  return accept<ShopEvent>({ type: 'DiscountRedeemed', data: { code, orderId, customerKey } });
};

/** A discount code: its terms, and which orders have it. Its limits hold because one stream decides on them. */
export const discountDecider: Decider<DiscountState, DiscountCommand, ShopEvent, DiscountRefusal> = {
  initial: { kind: 'unknown' },
  evolve,
  decide: (command, state) => {
    switch (command.kind) {
      case 'define':
        return define(command, state);
      case 'end':
        if (state.kind === 'unknown') return refuseAs('discount-unknown', { code: command.code });
        return state.ended
          ? alreadyDone
          : accept<ShopEvent>({ type: 'DiscountEnded', data: { code: command.code, changeId: command.changeId } });
      case 'redeem':
        return redeem(command, state);
      case 'give-back':
        return state.kind === 'defined' && state.orders.has(command.orderId)
          ? accept<ShopEvent>({
              type: 'DiscountGivenBack',
              data: { code: command.code, orderId: command.orderId },
            })
          : alreadyDone;
    }
  },
};
