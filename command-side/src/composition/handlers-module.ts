import { SellingCurrencies } from '../pricing/selling-currencies.js';
import { TermsHandlers } from '../pricing/terms-handlers.js';
import { orderLinks } from '@storefold/platform';
import { ContainerModule } from 'inversify';
import { cartStreams } from '../carts/cart-handlers.js';
import { CartWatching } from '../carts/cart-watching.js';
import { CartMerging } from '../carts/cart-merging.js';
import { CustomerHandlers } from '../customers/customer-handlers.js';
import { CustomerSecrets } from '../customers/customer-secrets.js';
import { InventoryHandlers } from '../inventory/inventory-handlers.js';
import { PriceChanges } from '../inventory/price-changes.js';
import { OrderHandlers } from '../orders/order-handlers.js';
import type { CardDesk } from '../payments/card-desk.js';
import { CardPayments } from '../payments/card-payments.js';
import { PaymentHandlers } from '../payments/payment-handlers.js';
import { ReconciliationHandlers } from '../payments/reconciliation-handlers.js';
import { DiscountHandlers } from '../pricing/discount-handlers.js';
import { messengerTypes } from '../messages/messenger.js';
import { invoicingTypes } from '../processes/invoicing-policy.js';
import { ProcessDesk } from '../processes/process-desk.js';
import { stockKeepingTypes } from '../processes/stock-keeping-policy.js';
import { OwnWords } from '../own-words.js';
import { Timers } from '../timers/timers.js';
import { T } from './tokens.js';

/** The handlers of commands: what routes, processes and an importer share. Each is one per process. */
export const handlersModule = new ContainerModule(({ bind }) => {
  bind(T.Inventory)
    .toResolvedValue((streams) => new InventoryHandlers(streams), [T.Streams])
    .inSingletonScope();
  bind(T.Orders)
    .toResolvedValue((streams) => new OrderHandlers(streams), [T.Streams])
    .inSingletonScope();
  bind(T.Books)
    .toResolvedValue((streams, clock) => new ReconciliationHandlers(streams, clock), [T.Streams, T.Clock])
    .inSingletonScope();
  bind(T.Discounts)
    .toResolvedValue((streams) => new DiscountHandlers(streams), [T.Streams])
    .inSingletonScope();
  bind(T.CartStreams).toResolvedValue(cartStreams, [T.Streams]).inSingletonScope();
  bind(T.CartWatching)
    .toResolvedValue(
      (runtime, carts, timers, customers, { CART_ABANDONED_AFTER }) =>
        new CartWatching({ runtime, carts, timers, customers, afterMs: CART_ABANDONED_AFTER * 3_600_000 }),
      [T.Streams, T.CartStreams, T.Timers, T.Customers, T.Config],
    )
    .inSingletonScope();
  bind(T.CartMerging)
    .toResolvedValue((carts, watching) => new CartMerging(carts, watching), [T.CartStreams, T.CartWatching])
    .inSingletonScope();
  bind(T.Customers)
    .toResolvedValue((streams, keys) => new CustomerHandlers(streams, keys), [T.Streams, T.Keys])
    .inSingletonScope();
  bind(T.CustomerSecrets)
    .toResolvedValue((masterKey) => new CustomerSecrets(masterKey), [T.MasterKey])
    .inSingletonScope();
  bind(T.OrderLinks).toResolvedValue(orderLinks, [T.MasterKey]).inSingletonScope();
  bind(T.Timers)
    .toResolvedValue((streams) => new Timers(streams), [T.Streams])
    .inSingletonScope();
  bind(T.Terms)
    .toResolvedValue((streams) => new TermsHandlers(streams), [T.Streams])
    .inSingletonScope();
  bind(T.Currencies)
    .toResolvedValue((shop, terms) => new SellingCurrencies(shop, terms.terms), [T.Shop, T.Terms])
    .inSingletonScope();
  bind(T.PriceChanges)
    .toResolvedValue((inventory, timers) => new PriceChanges(inventory, timers), [T.Inventory, T.Timers])
    .inSingletonScope();
  bind(T.ProcessDesk)
    .toResolvedValue(
      (streams, client) =>
        new ProcessDesk(streams, client, {
          'stock-keeping': stockKeepingTypes,
          invoicing: invoicingTypes,
          messages: messengerTypes,
        }),
      [T.Streams, T.EventStore],
    )
    .inSingletonScope();
  bind(T.Payments)
    .toResolvedValue((streams) => new PaymentHandlers(streams), [T.Streams])
    .inSingletonScope();
  bind(T.Words)
    .toResolvedValue((keys) => new OwnWords(keys), [T.Keys])
    .inSingletonScope();
  bind(T.Cards)
    .toResolvedValue(
      (payments, { gateway }, clock, { PUBLIC_URL }): CardDesk => ({
        gateway,
        payments:
          gateway &&
          new CardPayments(payments, gateway, clock, (orderId) => new URL(`/orders/${orderId}`, PUBLIC_URL).href),
      }),
      [T.Payments, T.Gateway, T.Clock, T.Config],
    )
    .inSingletonScope();
});
