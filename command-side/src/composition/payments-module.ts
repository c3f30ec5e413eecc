import { ContainerModule } from 'inversify';
import { paymentsRoutes } from '../payments/payments-routes.js';
import { T } from './tokens.js';

export const paymentsModule = new ContainerModule(({ bind }) => {
  bind(T.Routes).toResolvedValue(paymentsRoutes, [T.Payments, T.Shop, T.Clock]);
});
