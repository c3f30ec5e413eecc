import { ContainerModule } from 'inversify';
import { CartHandlers } from '../carts/cart-handlers.js';
import { cartsRoutes } from '../carts/carts-routes.js';
import { Catalogue } from '../orders/catalogue.js';
import { Checkout } from '../orders/checkout.js';
import { ordersRoutes } from '../orders/orders-routes.js';
import { T } from './tokens.js';

export const ordersModule = new ContainerModule(({ bind }) => {
  bind(T.Catalogue)
    .toResolvedValue((streams) => new Catalogue(streams), [T.Streams])
    .inSingletonScope();
  bind(T.Carts)
    .toResolvedValue((carts, catalogue) => new CartHandlers(carts, catalogue), [T.CartStreams, T.Catalogue])
    .inSingletonScope();
  bind(T.Routes).toResolvedValue(cartsRoutes, [T.Carts, T.Shop, T.Clock]);
  bind(T.Checkout)
    .toResolvedValue(
      (orders, keys, timers, catalogue, customers, config) =>
        new Checkout(orders, keys, timers, catalogue, customers, {
          confirmWithinMs: config.CHECKOUT_MINUTES * 60_000,
          takesCards: config.PAYMENT_GATEWAY_URL !== undefined,
        }),
      [T.Orders, T.Keys, T.Timers, T.Catalogue, T.Customers, T.Config],
    )
    .inSingletonScope();
  bind(T.Routes).toResolvedValue(ordersRoutes, [T.Orders, T.Checkout, T.Carts, T.Words, T.Shop, T.Clock]);
});
