import { keyedHash } from '@storefold/platform';
import { ContainerModule } from 'inversify';
import { CartHandlers } from '../carts/cart-handlers.js';
import { cartsRoutes } from '../carts/carts-routes.js';
import { Catalogue } from '../orders/catalogue.js';
import { Checkout } from '../orders/checkout.js';
import { Quotes } from '../pricing/quotes.js';
import { pricingRoutes } from '../pricing/pricing-routes.js';
import { ordersRoutes } from '../orders/orders-routes.js';
import { returnsRoutes } from '../orders/returns-routes.js';
import { T } from './tokens.js';

export const ordersModule = new ContainerModule(({ bind }) => {
  bind(T.Catalogue)
    .toResolvedValue((streams) => new Catalogue(streams), [T.Streams])
    .inSingletonScope();
  bind(T.Carts)
    .toResolvedValue(
      (carts, catalogue, watching) => new CartHandlers(carts, catalogue, watching),
      [T.CartStreams, T.Catalogue, T.CartWatching],
    )
    .inSingletonScope();
  bind(T.Routes).toResolvedValue(cartsRoutes, [T.Carts, T.Shop, T.Clock]);
  bind(T.Routes).toResolvedValue(pricingRoutes, [T.Terms, T.Discounts, T.Currencies, T.Shop, T.Clock]);
  bind(T.Quotes)
    .toResolvedValue((catalogue, discounts) => new Quotes(catalogue, discounts), [T.Catalogue, T.Discounts])
    .inSingletonScope();
  bind(T.Checkout)
    .toResolvedValue(
      (orders, keys, timers, quotes, customers, discounts, masterKey, config) =>
        new Checkout(orders, keys, timers, quotes, customers, {
          discounts,
          customerKeyOf: keyedHash(masterKey, 'customers of discounts'),
          confirmWithinMs: config.CHECKOUT_MINUTES * 60_000,
          takesCards: config.PAYMENT_GATEWAY_URL !== undefined,
        }),
      [T.Orders, T.Keys, T.Timers, T.Quotes, T.Customers, T.Discounts, T.MasterKey, T.Config],
    )
    .inSingletonScope();
  bind(T.Routes).toResolvedValue(ordersRoutes, [
    T.Orders,
    T.Checkout,
    T.Quotes,
    T.Carts,
    T.Words,
    T.OrderLinks,
    T.Shop,
    T.Clock,
  ]);
  bind(T.Routes).toResolvedValue(
    (orders, words, links, config, shop, clock) =>
      returnsRoutes({ orders, words, links, windowDays: config.RETURN_WINDOW_DAYS }, shop, clock),
    [T.Orders, T.Words, T.OrderLinks, T.Config, T.Shop, T.Clock],
  );
});
