import { ContainerModule } from 'inversify';
import { catalogueRoutes } from '../inventory/catalogue-routes.js';
import { FamilyHandlers } from '../inventory/family-handlers.js';
import { inventoryRoutes } from '../inventory/inventory-routes.js';
import { priceRoutes } from '../inventory/price-routes.js';
import { T } from './tokens.js';

export const inventoryModule = new ContainerModule(({ bind }) => {
  bind(T.Families)
    .toResolvedValue((streams, inventory) => new FamilyHandlers(streams, inventory), [T.Streams, T.Inventory])
    .inSingletonScope();
  bind(T.Routes).toResolvedValue(catalogueRoutes, [T.Inventory, T.Families, T.Shop, T.Clock]);
  bind(T.Routes).toResolvedValue(priceRoutes, [T.PriceChanges, T.Currencies, T.Shop, T.Clock]);
  bind(T.Routes).toResolvedValue(inventoryRoutes, [T.Inventory, T.Currencies, T.Shop, T.Clock]);
});
