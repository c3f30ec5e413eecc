import { ContainerModule } from 'inversify';
import { cardsRoutes } from '../payments/cards-routes.js';
import { paymentsRoutes } from '../payments/payments-routes.js';
import { T } from './tokens.js';

export const paymentsModule = new ContainerModule(({ bind }) => {
  bind(T.Routes).toResolvedValue(paymentsRoutes, [T.Payments, T.Words, T.Shop, T.Clock]);
  bind(T.Routes).toResolvedValue(cardsRoutes, [T.Payments, T.Cards, T.Books, T.OrderLinks, T.Shop, T.Clock]);
});
