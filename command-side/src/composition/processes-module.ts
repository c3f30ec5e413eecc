import { ContainerModule } from 'inversify';
import { CardKeeping } from '../processes/card-keeping.js';
import { CheckoutSweep } from '../processes/checkout-sweep.js';
import { StockKeeping } from '../processes/stock-keeping.js';
import { T } from './tokens.js';

export const processesModule = new ContainerModule(({ bind }) => {
  bind(T.StockKeeping)
    .toResolvedValue(
      (inventory, orders, payments, cards, clock, discounts, timers) =>
        new StockKeeping(
          inventory,
          orders,
          clock,
          cards.payments && new CardKeeping(cards.payments, payments, orders, clock, timers),
          discounts,
        ),
      [T.Inventory, T.Orders, T.Payments, T.Cards, T.Clock, T.Discounts, T.Timers],
    )
    .inSingletonScope();
  bind(T.CheckoutSweep)
    .toResolvedValue(
      (timers, stockKeeping, clock) =>
        new CheckoutSweep(
          timers,
          (orderId, because, codes) => stockKeeping.expire(orderId, because, codes),
          clock,
          (orderId, refundId, because) => stockKeeping.tryRefundAgain(orderId, refundId, because),
        ),
      [T.Timers, T.StockKeeping, T.Clock],
    )
    .inSingletonScope();
});
