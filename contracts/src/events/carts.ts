import { z } from 'zod';
import { defineEvent } from '../event-registry.js';
import { entityId, quantity, sku } from '../ids.js';
import { currencyCode } from '../money.js';

const change = { cartId: entityId, changeId: entityId, sku };

/** So many more of a thing; `quantity` is what was added. Prices are not kept: they are those of the moment in which it is ordered. */
export const itemAddedToCart = defineEvent(
  'ItemAddedToCart',
  1,
  z.object({ ...change, quantity, currency: currencyCode }),
);
/** So many of a thing in all. */
export const cartQuantityChanged = defineEvent('CartQuantityChanged', 1, z.object({ ...change, quantity }));
export const itemRemovedFromCart = defineEvent('ItemRemovedFromCart', 1, z.object(change));
/** What was in it is an order now; the cart is empty. */
export const cartCheckedOut = defineEvent('CartCheckedOut', 1, z.object({ cartId: entityId, orderId: entityId }));
