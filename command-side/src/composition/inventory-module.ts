import { ContainerModule } from 'inversify';
import { inventoryRoutes } from '../inventory/inventory-routes.js';
import { T } from './tokens.js';

export const inventoryModule = new ContainerModule(({ bind }) => {
  bind(T.Routes).toResolvedValue(inventoryRoutes, [T.Inventory, T.Shop, T.Clock]);
});
