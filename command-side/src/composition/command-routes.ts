import { connectDocumentStore, connectEventStore, createLogger, createSessions, type Route } from '@storefold/platform';
import { systemClock } from '../clock.js';
import { commandSideEnvironment } from '../configuration.js';
import { assembleCommandSide } from './command-side.js';

/**
 * Every route of the command side as data, for tests of who may use what. Made on stores that nobody connects to: the
 * table can be read without them, the routes cannot be answered.
 */
export const commandRoutes = (): readonly Route[] => {
  const nowhere = { events: 'esdb://127.0.0.1:1?tls=false', documents: 'mongodb://127.0.0.1:1/nowhere' };
  const key = Buffer.alloc(32);
  return assembleCommandSide({
    config: commandSideEnvironment.parse({
      EVENT_STORE_URL: nowhere.events,
      KEYSTORE_URL: nowhere.documents,
      MASTER_KEY_FILE: 'none',
      SESSION_KEY_FILE: 'none',
    }),
    eventStore: connectEventStore(nowhere.events),
    keyDatabase: connectDocumentStore(nowhere.documents),
    masterKey: key,
    sessions: createSessions(key),
    gateway: undefined,
    post: undefined,
    shop: { logId: '00000000', name: 'Nowhere', currency: 'GBP', timeZone: 'Europe/London' },
    clock: systemClock,
    logger: createLogger('command-side', 'silent'),
  }).routes;
};
