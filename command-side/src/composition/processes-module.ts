import { ContainerModule } from 'inversify';
import { CardKeeping } from '../processes/card-keeping.js';
import { CheckoutSweep } from '../processes/checkout-sweep.js';
import { dueTimers } from '../processes/due-timers.js';
import { processRoutes } from '../processes/process-routes.js';
import { StockKeeping } from '../processes/stock-keeping.js';
import { T } from './tokens.js';

export const processesModule = new ContainerModule(({ bind }) => {
  bind(T.StockKeeping)
    .toResolvedValue(
      (inventory, orders, payments, cards, clock, discounts) =>
        new StockKeeping(
          inventory,
          orders,
          clock,
          cards.payments && new CardKeeping(cards.payments, payments, orders, clock),
          discounts,
        ),
      [T.Inventory, T.Orders, T.Payments, T.Cards, T.Clock, T.Discounts],
    )
    .inSingletonScope();
  bind(T.Routes).toResolvedValue(processRoutes, [T.ProcessDesk, T.Shop, T.Clock]);
  bind(T.CheckoutSweep)
    .toResolvedValue(
      (timers, checkouts, prices, clock) => new CheckoutSweep(timers, dueTimers({ checkouts, prices, clock }), clock),
      [T.Timers, T.StockKeeping, T.PriceChanges, T.Clock],
    )
    .inSingletonScope();
});
