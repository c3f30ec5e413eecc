import { ContainerModule } from 'inversify';
import { StockKeeping } from '../processes/stock-keeping.js';
import { T } from './tokens.js';

export const processesModule = new ContainerModule(({ bind }) => {
  bind(T.StockKeeping)
    .toResolvedValue(
      (inventory, orders, clock) => new StockKeeping(inventory, orders, clock),
      [T.Inventory, T.Orders, T.Clock],
    )
    .inSingletonScope();
});
