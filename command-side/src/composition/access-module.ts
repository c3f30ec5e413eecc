import { ContainerModule } from 'inversify';
import { accessRoutes } from '../access/access-routes.js';
import { Credentials } from '../access/credentials.js';
import { SignIn } from '../access/sign-in.js';
import { StaffHandlers } from '../access/staff-handlers.js';
import { T } from './tokens.js';

export const accessModule = new ContainerModule(({ bind }) => {
  bind(T.Credentials)
    .toResolvedValue((database) => new Credentials(database.db), [T.KeyDatabase])
    .inSingletonScope();
  bind(T.SignIn)
    .toResolvedValue((credentials) => new SignIn(credentials), [T.Credentials])
    .inSingletonScope();
  bind(T.Staff)
    .toResolvedValue((credentials, streams) => new StaffHandlers(credentials, streams), [T.Credentials, T.Streams])
    .inSingletonScope();
  bind(T.Routes).toResolvedValue(
    (staff, signIn, sessions, shop, clock, passwordKey, config) =>
      accessRoutes({
        ...{ staff, signIn, sessions, shop, clock, passwordKey },
        secureCookies: config.SECURE_COOKIES === 'true',
      }),
    [T.Staff, T.SignIn, T.Sessions, T.Shop, T.Clock, T.MasterKey, T.Config],
  );
});
