import { randomUUID } from 'node:crypto';
import { connectDocumentStore, connectEventStore, type Logger } from '@storefold/platform';
import { systemClock } from '../clock.js';
import { eventStoreStreams } from '../streams/event-store-streams.js';
import { createStreamRuntime } from '../streams/stream-runtime.js';
import { Credentials } from './credentials.js';
import { randomPassword } from './passwords.js';
import { StaffHandlers, staffIdOf } from './staff-handlers.js';

export type ResetStaffPassword = {
  readonly eventStoreUrl: string;
  readonly keystoreUrl: string;
  readonly login: string;
  readonly logger: Logger;
};

/**
 * Gives a member of staff a new password, for who has the machine and lost the old one. Ends a lock as well.
 *
 * @returns the password, or undefined where nobody has that login
 */
export const resetStaffPassword = async (options: ResetStaffPassword): Promise<string | undefined> => {
  const { eventStoreUrl, keystoreUrl, logger } = options;
  const login = options.login.trim().toLowerCase();
  const eventStore = connectEventStore(eventStoreUrl);
  const keystore = connectDocumentStore(keystoreUrl);
  try {
    const runtime = createStreamRuntime({ store: eventStoreStreams(eventStore), logger });
    const staff = new StaffHandlers(new Credentials(keystore.db), runtime);
    const commandId = randomUUID();
    const password = randomPassword();
    const answer = await staff.resetPassword(
      { staffId: staffIdOf(login), password },
      {
        ...{ commandId, actor: { kind: 'system', id: 'command-line' }, occurredAt: systemClock(), origin: 'live' },
        correlationId: commandId,
      },
    );
    return answer.kind === 'done' ? password : undefined;
  } finally {
    await keystore.close();
    await eventStore.dispose();
  }
};
