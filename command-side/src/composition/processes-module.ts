import { ContainerModule } from 'inversify';
import { CardKeeping } from '../processes/card-keeping.js';
import { CheckoutSweep } from '../processes/checkout-sweep.js';
import { StockKeeping } from '../processes/stock-keeping.js';
import { T } from './tokens.js';

export const processesModule = new ContainerModule(({ bind }) => {
  bind(T.StockKeeping)
    .toResolvedValue(
      (inventory, orders, payments, cards, clock) =>
        new StockKeeping(
          inventory,
          orders,
          clock,
          cards.payments && new CardKeeping(cards.payments, payments, orders, clock),
        ),
      [T.Inventory, T.Orders, T.Payments, T.Cards, T.Clock],
    )
    .inSingletonScope();
  bind(T.CheckoutSweep)
    .toResolvedValue(
      (timers, stockKeeping, clock) =>
        new CheckoutSweep(timers, (orderId, because) => stockKeeping.expire(orderId, because), clock),
      [T.Timers, T.StockKeeping, T.Clock],
    )
    .inSingletonScope();
});
