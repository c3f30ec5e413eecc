import { ContainerModule } from 'inversify';
import { CheckoutSweep } from '../processes/checkout-sweep.js';
import { StockKeeping } from '../processes/stock-keeping.js';
import { T } from './tokens.js';

export const processesModule = new ContainerModule(({ bind }) => {
  bind(T.StockKeeping)
    .toResolvedValue(
      (inventory, orders, clock) => new StockKeeping(inventory, orders, clock),
      [T.Inventory, T.Orders, T.Clock],
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
