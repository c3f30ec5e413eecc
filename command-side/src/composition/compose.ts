import { Container, type ContainerModule } from 'inversify';
import type { ContextName } from '../configuration.js';
import { activityModule } from './activity-module.js';
import { accessModule } from './access-module.js';
import { customersModule } from './customers-module.js';
import { handlersModule } from './handlers-module.js';
import { inventoryModule } from './inventory-module.js';
import { messagesModule } from './messages-module.js';
import { ordersModule } from './orders-module.js';
import { paymentsModule } from './payments-module.js';
import { processesModule } from './processes-module.js';

const modules: Readonly<Record<ContextName, ContainerModule>> = {
  inventory: inventoryModule,
  orders: ordersModule,
  payments: paymentsModule,
  messages: messagesModule,
  customers: customersModule,
  activity: activityModule,
  access: accessModule,
  processes: processesModule,
};

/** A container with the handlers and the contexts named; what they stand on (stores, shop, clock) is bound by the caller. */
export const compose = (contexts: Iterable<ContextName>): Container => {
  const container = new Container();
  container.load(handlersModule, ...[...contexts].map((name) => modules[name]));
  return container;
};
