import { ContainerModule } from 'inversify';
import { Catalogue } from '../orders/catalogue.js';
import { Checkout } from '../orders/checkout.js';
import { ordersRoutes } from '../orders/orders-routes.js';
import { T } from './tokens.js';

export const ordersModule = new ContainerModule(({ bind }) => {
  bind(T.Catalogue)
    .toResolvedValue((streams) => new Catalogue(streams), [T.Streams])
    .inSingletonScope();
  bind(T.Checkout)
    .toResolvedValue(
      (orders, keys, timers, catalogue, config) =>
        new Checkout(orders, keys, timers, catalogue, {
          confirmWithinMs: config.CHECKOUT_MINUTES * 60_000,
          takesCards: config.PAYMENT_GATEWAY_URL !== undefined,
        }),
      [T.Orders, T.Keys, T.Timers, T.Catalogue, T.Config],
    )
    .inSingletonScope();
  bind(T.Routes).toResolvedValue(ordersRoutes, [T.Orders, T.Checkout, T.Words, T.Shop, T.Clock]);
});
