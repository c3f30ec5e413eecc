import { mostPieces, type ShopEvent } from '@storefold/contracts';
import { List, Map as ImmutableMap } from 'immutable';
import { accept, alreadyDone, refuseAs, type Decider } from '../decider.js';
import { soldAt } from '../pricing/sold-in.js';
import type { ProductPrice } from '../orders/product-price.js';

// The events of carts are stored for ever: see contracts/src/events/carts.ts.

/** More different things than this are no basket of a shopper's. */
export const MOST_LINES = 200;
/** A repeat is recognised for so many changes: a form that is sent again comes within seconds. */
const CHANGES_KEPT = 1_000;
const MERGES_KEPT = 20;

export type CartState = {
  /** Pieces by SKU, in the order in which the things were first added. */
  readonly lines: ImmutableMap<string, { readonly quantity: number; readonly place: number }>;
  /** All its things are priced in one currency; undefined in an empty cart. */
  readonly currency: string | undefined;
  readonly changes: ImmutableMap<string, true>;
  /** The same, oldest first, to be forgotten in this order. */
  readonly order: List<string>;
  /** The orders that it became. */
  readonly checkedOut: List<string>;
  readonly places: number;
  /** What was taken over from guests' carts, newest last, by which a repeat takes no more. */
  readonly merges: List<{ readonly mergeId: string; readonly lines: readonly CartLine[] }>;
  /** How often it was touched, and whether it was said since the last time that it was abandoned. */
  readonly touches: number;
  readonly abandoned: boolean;
  /** How often things of it were handed over to a customer's cart. */
  readonly handedOver: number;
};
export type CartLine = { readonly sku: string; readonly quantity: number };

type Change = { readonly cartId: string; readonly changeId: string; readonly sku: string };
export type AddItemToCart = Change & {
  readonly kind: 'add';
  readonly quantity: number;
  /** As orders know it now. */
  readonly product: ProductPrice;
  /** In which the shopper buys. Absent: in that of the cart, or of the product. */
  readonly currency?: string | undefined;
  /** Currencies that the shop sells in beside its own. */
  readonly others: readonly string[];
};
/** Prices all of it in another currency. */
export type ChangeCartCurrency = Omit<Change, 'sku'> & {
  readonly kind: 'change-currency';
  readonly currency: string;
  /** What is in it, as orders know it now, by SKU. */
  readonly products: ReadonlyMap<string, ProductPrice>;
  readonly others: readonly string[];
};
/** In all; 0 takes it out. */
export type ChangeCartQuantity = Change & { readonly kind: 'change'; readonly quantity: number };
/** Takes out what an order has of it. */
export type CheckOutCart = {
  readonly kind: 'check-out';
  readonly cartId: string;
  readonly orderId: string;
  readonly lines: readonly CartLine[];
};
/** Takes over what fits of a guest's cart. */
export type MergeCart = {
  readonly kind: 'merge';
  readonly cartId: string;
  readonly mergeId: string;
  readonly fromCartId: string;
  readonly currency: string;
  readonly lines: readonly CartLine[];
};
/** Lets go of what another cart has taken over. */
export type HandOverCart = {
  readonly kind: 'hand-over';
  readonly cartId: string;
  readonly mergeId: string;
  readonly intoCartId: string;
  readonly lines: readonly CartLine[];
};
/** It was looked at and found left alone; one that was touched meanwhile is not. */
export type AbandonCart = {
  readonly kind: 'abandon';
  readonly cartId: string;
  readonly touches: number;
  readonly customerId?: string;
};
export type CartCommand =
  AddItemToCart | ChangeCartQuantity | ChangeCartCurrency | CheckOutCart | MergeCart | HandOverCart | AbandonCart;
export type CartRefusal =
  | 'product-not-found'
  | 'product-discontinued'
  | 'currency-differs'
  | 'currency-not-offered'
  | 'not-sold-in-currency'
  | 'cart-changed'
  | 'cart-line-too-large'
  | 'cart-full'
  | 'item-not-in-cart';

const empty: CartState = {
  ...{ lines: ImmutableMap<string, never>(), currency: undefined, changes: ImmutableMap<string, true>() },
  ...{ order: List<string>(), checkedOut: List<string>(), places: 0, merges: List<never>(), handedOver: 0 },
  ...{ touches: 0, abandoned: false },
};

const remembering = (state: CartState, changeId: string): CartState => {
  if (state.changes.has(changeId)) return state;
  const order = state.order.push(changeId);
  const changes = state.changes.set(changeId, true);
  const oldest = order.first();
  return order.size > CHANGES_KEPT && oldest !== undefined
    ? { ...state, order: order.shift(), changes: changes.delete(oldest) }
    : { ...state, order, changes };
};

const withQuantity = (state: CartState, sku: string, quantity: number): CartState => {
  const line = state.lines.get(sku);
  const place = line?.place ?? state.places;
  return {
    ...state,
    lines: state.lines.set(sku, { quantity, place }),
    places: line ? state.places : state.places + 1,
  };
};

const without = (held: CartState['lines'], taken: readonly CartLine[]): CartState['lines'] =>
  taken.reduce((left, { sku, quantity }) => {
    const line = left.get(sku);
    if (!line || line.quantity <= quantity) return left.delete(sku);
    return left.set(sku, { ...line, quantity: line.quantity - quantity });
  }, held);

const touches: ReadonlySet<string> = new Set([
  ...[
    'ItemAddedToCart',
    'CartQuantityChanged',
    'ItemRemovedFromCart',
    'CartCurrencyChanged',
    'CartMerged',
    'CartHandedOver',
    'CartCheckedOut',
  ],
]);

const evolve = (state: CartState, event: ShopEvent): CartState => {
  if (event.type === 'CartAbandoned') return { ...state, abandoned: true };
  return touches.has(event.type)
    ? { ...evolveLines(state, event), touches: state.touches + 1, abandoned: false }
    : state;
};

const evolveLines = (state: CartState, event: ShopEvent): CartState => {
  switch (event.type) {
    case 'ItemAddedToCart': {
      const { sku, quantity, changeId, currency } = event.data;
      const before = state.lines.get(sku)?.quantity ?? 0;
      return remembering({ ...withQuantity(state, sku, before + quantity), currency }, changeId);
    }
    case 'CartQuantityChanged':
      return remembering(withQuantity(state, event.data.sku, event.data.quantity), event.data.changeId);
    case 'ItemRemovedFromCart': {
      const lines = state.lines.delete(event.data.sku);
      return remembering(
        { ...state, lines, currency: lines.size === 0 ? undefined : state.currency },
        event.data.changeId,
      );
    }
    case 'CartCurrencyChanged': {
      const currency = state.lines.size === 0 ? undefined : event.data.currency;
      return remembering({ ...state, currency }, event.data.changeId);
    }
    case 'CartMerged': {
      const { mergeId, currency, lines } = event.data;
      const merged = lines.reduce(
        (cart, { sku, quantity }) => withQuantity(cart, sku, (cart.lines.get(sku)?.quantity ?? 0) + quantity),
        state,
      );
      const merges = state.merges.push({ mergeId, lines }).takeLast(MERGES_KEPT);
      return { ...merged, merges, currency: merged.lines.size === 0 ? undefined : currency };
    }
    case 'CartHandedOver': {
      const lines = without(state.lines, event.data.lines);
      const currency = lines.size === 0 ? undefined : state.currency;
      return remembering({ ...state, lines, currency, handedOver: state.handedOver + 1 }, event.data.mergeId);
    }
    case 'CartCheckedOut': {
      const lines = event.data.lines ? without(state.lines, event.data.lines) : empty.lines;
      const checkedOut = state.checkedOut.push(event.data.orderId).takeLast(CHANGES_KEPT);
      return { ...state, lines, checkedOut, currency: lines.size === 0 ? undefined : state.currency };
    }
    default:
      return state;
  }
};

const add = (command: AddItemToCart, state: CartState) => {
  const { cartId, changeId, sku, quantity, product } = command;
  if (state.changes.has(changeId)) return alreadyDone;
  if (product.kind === 'no-product') return refuseAs('product-not-found', { sku });
  if (product.discontinued) return refuseAs('product-discontinued', { sku });
  const currency = command.currency ?? state.currency ?? product.currency;
  if (state.currency !== undefined && state.currency !== currency)
    return refuseAs('currency-differs', { sku, expected: state.currency, given: currency });
  const sold = soldAt(currency, { sku, product }, command.others);
  if (typeof sold !== 'number') return sold;
  const line = state.lines.get(sku);
  if (!line && state.lines.size >= MOST_LINES) return refuseAs('cart-full', { most: MOST_LINES });
  const wanted = (line?.quantity ?? 0) + quantity;
  if (wanted > mostPieces) return refuseAs('cart-line-too-large', { sku, wanted, most: mostPieces });
  return accept<ShopEvent>({ type: 'ItemAddedToCart', data: { cartId, changeId, sku, quantity, currency } });
};

const change = ({ cartId, changeId, sku, quantity }: ChangeCartQuantity, state: CartState) => {
  if (state.changes.has(changeId)) return alreadyDone;
  const line = state.lines.get(sku);
  // What is to be gone is gone.
  if (!line) return quantity === 0 ? alreadyDone : refuseAs('item-not-in-cart', { sku });
  if (quantity === 0) return accept<ShopEvent>({ type: 'ItemRemovedFromCart', data: { cartId, changeId, sku } });
  if (quantity === line.quantity) return alreadyDone;
  return accept<ShopEvent>({ type: 'CartQuantityChanged', data: { cartId, changeId, sku, quantity } });
};

const changeCurrency = (command: ChangeCartCurrency, state: CartState) => {
  const { cartId, changeId, currency, products, others } = command;
  // Nothing is priced in an empty cart.
  if (state.changes.has(changeId) || state.lines.size === 0 || state.currency === currency) return alreadyDone;
  for (const sku of state.lines.keys()) {
    // What came into it since somebody looked is known of nobody: see `changeCurrency` of the handlers.
    const product = products.get(sku);
    if (!product) return refuseAs('cart-changed', { sku });
    const sold = product.kind === 'product' ? soldAt(currency, { sku, product }, others) : 0;
    if (typeof sold !== 'number') return sold;
  }
  return accept<ShopEvent>({ type: 'CartCurrencyChanged', data: { cartId, changeId, currency } });
};

const checkOut = ({ cartId, orderId, lines }: CheckOutCart, state: CartState) =>
  state.checkedOut.includes(orderId)
    ? alreadyDone
    : accept<ShopEvent>({ type: 'CartCheckedOut', data: { cartId, orderId, lines: [...lines] } });

const merge = ({ cartId, mergeId, fromCartId, currency, lines }: MergeCart, state: CartState) => {
  if (state.merges.some((known) => known.mergeId === mergeId)) return alreadyDone;
  if (state.currency !== undefined && state.currency !== currency) return alreadyDone;
  let room = MOST_LINES - state.lines.size;
  const fitting = lines.flatMap(({ sku, quantity }) => {
    const line = state.lines.get(sku);
    if (!line && room-- <= 0) return [];
    const taken = Math.min(quantity, mostPieces - (line?.quantity ?? 0));
    return taken > 0 ? [{ sku, quantity: taken }] : [];
  });
  if (fitting.length === 0) return alreadyDone;
  return accept<ShopEvent>({ type: 'CartMerged', data: { cartId, mergeId, fromCartId, currency, lines: fitting } });
};

const handOver = ({ cartId, mergeId, intoCartId, lines }: HandOverCart, state: CartState) =>
  state.changes.has(mergeId)
    ? alreadyDone
    : accept<ShopEvent>({ type: 'CartHandedOver', data: { cartId, mergeId, intoCartId, lines: [...lines] } });

const abandon = ({ cartId, touches: seen, customerId }: AbandonCart, state: CartState) =>
  state.abandoned || state.lines.size === 0 || state.touches !== seen
    ? alreadyDone
    : accept<ShopEvent>({
        type: 'CartAbandoned',
        data: { cartId, ...(customerId === undefined ? {} : { customerId }), lines: [...cartLines(state)] },
      });

/** What somebody means to buy. Changed as often as they like: its state and each change of it cost the same, however long its history. */
export const cartDecider: Decider<CartState, CartCommand, ShopEvent, CartRefusal> = {
  initial: empty,
  evolve,
  decide: (command, state) => {
    switch (command.kind) {
      case 'add':
        return add(command, state);
      case 'change':
        return change(command, state);
      case 'change-currency':
        return changeCurrency(command, state);
      case 'check-out':
        return checkOut(command, state);
      case 'merge':
        return merge(command, state);
      case 'hand-over':
        return handOver(command, state);
      case 'abandon':
        return abandon(command, state);
    }
  },
};

/** What is in a cart, in the order in which it was put there. */
export const cartLines = ({ lines }: CartState): readonly CartLine[] =>
  [...lines.entries()]
    .sort(([, one], [, other]) => one.place - other.place)
    .map(([sku, { quantity }]) => ({ sku, quantity }));
