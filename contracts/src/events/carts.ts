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
/** All that is in it is priced in that currency from now on. */
export const cartCurrencyChanged = defineEvent(
  'CartCurrencyChanged',
  1,
  z.object({ cartId: entityId, changeId: entityId, currency: currencyCode }),
);
export const itemRemovedFromCart = defineEvent('ItemRemovedFromCart', 1, z.object(change));
const lines = z.array(z.object({ sku, quantity })).max(1_000);
/** So many of each are an order now, and no more in the cart: what was put in while it was placed stays. */
export const cartCheckedOut = defineEvent(
  'CartCheckedOut',
  1,
  z.object({
    cartId: entityId,
    orderId: entityId,
    /** Absent: all that was in it; of before the order's own lines were told. */
    lines: lines.optional(),
  }),
);
/** Nobody touched it for long, and it was not ordered. Said once, until somebody touches it again. */
export const cartAbandoned = defineEvent(
  'CartAbandoned',
  1,
  z.object({
    cartId: entityId,
    /** Whose it is, where we know the customer. */
    customerId: entityId.optional(),
    lines,
  }),
);
/** What was in a guest's cart is in this one too: so many more of each. */
export const cartMerged = defineEvent(
  'CartMerged',
  1,
  z.object({ cartId: entityId, mergeId: entityId, fromCartId: entityId, currency: currencyCode, lines }),
);
/** So many of each are in another cart now, and no more in this one. */
export const cartHandedOver = defineEvent(
  'CartHandedOver',
  1,
  z.object({ cartId: entityId, mergeId: entityId, intoCartId: entityId, lines }),
);
