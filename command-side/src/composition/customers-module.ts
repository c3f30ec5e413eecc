import { ContainerModule } from 'inversify';
import { SignIn } from '../access/sign-in.js';
import { accountRoutes } from '../customers/account-routes.js';
import { CustomerCredentials } from '../customers/customer-credentials.js';
import { customersRoutes } from '../customers/customers-routes.js';
import { Erasure } from '../customers/erasure.js';
import { CustomerExport } from '../customers/export.js';
import { Registration } from '../customers/registration.js';
import { T } from './tokens.js';

export const customersModule = new ContainerModule(({ bind }) => {
  bind(T.CustomerCredentials)
    .toResolvedValue((database) => new CustomerCredentials(database.db), [T.KeyDatabase])
    .inSingletonScope();
  bind(T.Registration)
    .toResolvedValue(
      (runtime, customers, credentials, secrets, config) =>
        new Registration({ runtime, customers, credentials, secrets, verifies: config.SMTP_URL !== undefined }),
      [T.Streams, T.Customers, T.CustomerCredentials, T.CustomerSecrets, T.Config],
    )
    .inSingletonScope();
  bind(T.Erasure)
    .toResolvedValue(
      (customers, orders, registration, credentials, keys, clock) =>
        new Erasure({ customers, orders, registration, credentials, keys, clock }),
      [T.Customers, T.Orders, T.Registration, T.CustomerCredentials, T.Keys, T.Clock],
    )
    .inSingletonScope();
  bind(T.Routes).toResolvedValue(
    (customers, registration, erasure, carts, secrets, credentials, sessions, shop, clock, config) =>
      customersRoutes({
        ...{ customers, registration, erasure, carts, secrets, sessions, shop, clock },
        signIn: new SignIn(credentials),
        secureCookies: config.SECURE_COOKIES === 'true',
      }),
    [
      ...([T.Customers, T.Registration, T.Erasure, T.CartMerging, T.CustomerSecrets, T.CustomerCredentials] as const),
      ...([T.Sessions, T.Shop, T.Clock, T.Config] as const),
    ],
  );
  bind(T.Routes).toResolvedValue(
    (customers, carts, streams, keys, shop, clock) =>
      accountRoutes(customers, new CustomerExport(customers, carts, streams, keys), shop, clock),
    [T.Customers, T.CartMerging, T.Streams, T.Keys, T.Shop, T.Clock],
  );
});
