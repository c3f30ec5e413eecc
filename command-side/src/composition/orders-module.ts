import { ContainerModule } from 'inversify';
import { Checkout } from '../orders/checkout.js';
import { ordersRoutes } from '../orders/orders-routes.js';
import { T } from './tokens.js';

export const ordersModule = new ContainerModule(({ bind }) => {
  bind(T.Checkout)
    .toResolvedValue((orders, keys, streams) => new Checkout(orders, keys, streams), [T.Orders, T.Keys, T.Streams])
    .inSingletonScope();
  bind(T.Routes).toResolvedValue(ordersRoutes, [T.Orders, T.Checkout, T.Shop, T.Clock]);
});
