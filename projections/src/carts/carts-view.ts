import { collections, type CartDocument, type Recorded } from '@storefold/contracts';
import type { View } from '../engine/view.js';

type Lines = CartDocument['lines'];

const put = (lines: Lines, sku: string, quantity: number): Lines => {
  if (quantity <= 0) return lines.filter((line) => line.sku !== sku);
  if (!lines.some((line) => line.sku === sku)) return [...lines, { sku, quantity }];
  return lines.map((line) => (line.sku === sku ? { sku, quantity } : line));
};
const held = (lines: Lines, sku: string): number => lines.find((line) => line.sku === sku)?.quantity ?? 0;
const fold = (lines: Lines, others: Lines, sign: 1 | -1): Lines =>
  others.reduce((all, { sku, quantity }) => {
    // Nothing is taken out of a cart that does not hold it.
    if (sign < 0 && held(all, sku) === 0) return all;
    return put(all, sku, held(all, sku) + sign * quantity);
  }, lines);

const linesAfter = (lines: Lines, event: Recorded): Lines => {
  switch (event.type) {
    case 'ItemAddedToCart':
      return put(lines, event.data.sku, held(lines, event.data.sku) + event.data.quantity);
    case 'CartQuantityChanged':
      return put(lines, event.data.sku, event.data.quantity);
    case 'ItemRemovedFromCart':
      return put(lines, event.data.sku, 0);
    case 'CartMerged':
      return fold(lines, event.data.lines, 1);
    case 'CartHandedOver':
      return fold(lines, event.data.lines, -1);
    case 'CartCheckedOut':
      return event.data.lines ? fold(lines, event.data.lines, -1) : [];
    default:
      return lines;
  }
};

/** Carts as they stand. `_id` is the cart's id. */
export const cartsView: View<CartDocument> = {
  name: 'carts',
  version: 3,
  collection: collections.carts,
  indexes: [{ name: 'abandoned', key: { abandoned: 1, changedAt: -1 } }],
  keys: (event) => {
    switch (event.type) {
      case 'ItemAddedToCart':
      case 'CartQuantityChanged':
      case 'ItemRemovedFromCart':
      case 'CartCurrencyChanged':
      case 'CartMerged':
      case 'CartHandedOver':
      case 'CartCheckedOut':
      case 'CartAbandoned':
        return [event.data.cartId];
      default:
        return [];
    }
  },
  project: (document, event, cartId) => {
    const at = event.metadata.occurredAt;
    const before: CartDocument = document ?? {
      ...{ cartId, currency: null, lines: [], abandoned: false, checkedOut: 0, lastOrderId: null },
      ...{ firstAt: at, changedAt: at },
    };
    if (event.type === 'CartAbandoned') return { ...before, abandoned: true };
    const lines = linesAfter(before.lines, event);
    const named =
      event.type === 'ItemAddedToCart' || event.type === 'CartMerged' || event.type === 'CartCurrencyChanged'
        ? event.data.currency
        : before.currency;
    const after = { ...before, lines, currency: lines.length === 0 ? null : named, abandoned: false, changedAt: at };
    return event.type === 'CartCheckedOut'
      ? { ...after, checkedOut: before.checkedOut + 1, lastOrderId: event.data.orderId }
      : after;
  },
};
