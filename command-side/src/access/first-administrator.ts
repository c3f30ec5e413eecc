import { deriveId, type Shop } from '@storefold/platform';
import type { Clock } from '../clock.js';
import { randomPassword } from './passwords.js';
import type { StaffHandlers } from './staff-handlers.js';

export type FirstAdministrator = {
  readonly staff: StaffHandlers;
  readonly shop: Shop;
  readonly clock: Clock;
  /** Where people sign in. */
  readonly signInUrl: string;
  /** Shows a paragraph to who started the shop. */
  readonly show: (paragraph: string) => void;
};

/**
 * Makes sure that somebody can sign in: adds `admin` and shows the password once. Repeat-safe and safe to race: the event
 * is appended once, the password is kept once, and only who kept it shows it. Where a process died after the event and
 * before the password, the next start makes one.
 */
export const ensureAdministrator = async ({
  staff,
  shop,
  clock,
  signInUrl,
  show,
}: FirstAdministrator): Promise<void> => {
  // A command of its own each time: it recognises "this login has a password" by that password's being set by another.
  const commandId = deriveId('first-administrator', shop.logId, randomPassword());
  const password = randomPassword();
  const added = await staff.addMember(
    { login: 'admin', roles: ['administrator'], password },
    {
      ...{ commandId, actor: { kind: 'system', id: 'first-start' }, occurredAt: clock(), origin: 'live' },
      correlationId: commandId,
    },
  );
  if (added.kind === 'refused') return;
  show(
    [
      `${shop.name} has its administrator. Sign in at ${signInUrl}`,
      '',
      '  login:    admin',
      `  password: ${password}`,
      '',
      'This is shown once. Lost it? Run: npx storefold staff reset-password admin',
    ].join('\n'),
  );
};
