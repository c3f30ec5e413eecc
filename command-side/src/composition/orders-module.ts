import { ContainerModule } from 'inversify';
import { Checkout } from '../orders/checkout.js';
import { ordersRoutes } from '../orders/orders-routes.js';
import { T } from './tokens.js';

export const ordersModule = new ContainerModule(({ bind }) => {
  bind(T.Checkout)
    .toResolvedValue(
      (orders, keys, timers, streams, config) =>
        new Checkout(orders, keys, timers, streams, {
          confirmWithinMs: config.CHECKOUT_MINUTES * 60_000,
          takesCards: config.PAYMENT_GATEWAY_URL !== undefined,
        }),
      [T.Orders, T.Keys, T.Timers, T.Streams, T.Config],
    )
    .inSingletonScope();
  bind(T.Routes).toResolvedValue(ordersRoutes, [T.Orders, T.Checkout, T.Words, T.Shop, T.Clock]);
});
