import { ContainerModule } from 'inversify';
import { ActivityHandlers } from '../activity/activity-handlers.js';
import { activityRoutes } from '../activity/activity-routes.js';
import { T } from './tokens.js';

export const activityModule = new ContainerModule(({ bind }) => {
  bind(T.Activity)
    .toResolvedValue(
      (streams, customers, inventory, keys) => new ActivityHandlers(streams, customers, inventory, keys),
      [T.Streams, T.Customers, T.Inventory, T.Keys],
    )
    .inSingletonScope();
  bind(T.Routes).toResolvedValue(activityRoutes, [T.Activity, T.Shop, T.Clock]);
});
