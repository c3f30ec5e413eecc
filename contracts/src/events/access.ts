import { z } from 'zod';
import { defineEvent } from '../event-registry.js';
import { entityId } from '../ids.js';
import { staffRole } from '../roles.js';
import { recordedText } from '../text.js';

/** Secrets never stand in events: the password's hash lies in the key store. */
export const staffMemberAdded = defineEvent(
  'StaffMemberAdded',
  1,
  z.object({ staffId: entityId, login: recordedText(1, 60), roles: z.array(staffRole).min(1) }),
);
export const staffPasswordReset = defineEvent(
  'StaffPasswordReset',
  1,
  z.object({ staffId: entityId, resetId: entityId.optional() }),
);
