import type { ShopEvent, StaffRole } from '@storefold/contracts';
import { accept, alreadyDone, refuseAs, type Decider } from '../decider.js';

// StaffMemberAdded and StaffPasswordReset are stored for ever: see contracts/src/events/access.ts.

export type StaffState =
  | { readonly kind: 'unknown' }
  | {
      readonly kind: 'member';
      readonly staffId: string;
      readonly login: string;
      readonly roles: readonly StaffRole[];
      /** The newest resets, by which a repeat is recognised. */
      readonly resetIds: readonly string[];
    };

export type AddStaffMember = {
  readonly kind: 'add';
  readonly staffId: string;
  readonly login: string;
  readonly roles: readonly StaffRole[];
};
/** Records that someone got a new password; the password itself never stands in an event. */
export type ResetPassword = { readonly kind: 'reset-password'; readonly staffId: string; readonly resetId: string };
export type StaffCommand = AddStaffMember | ResetPassword;
export type StaffRefusal = 'login-taken' | 'staff-not-found';

const RESETS_KEPT = 100;

const evolve = (state: StaffState, event: ShopEvent): StaffState => {
  switch (event.type) {
    case 'StaffMemberAdded':
      return { kind: 'member', ...event.data, resetIds: [] };
    case 'StaffPasswordReset': {
      const { resetId } = event.data;
      if (state.kind === 'unknown' || resetId === undefined) return state;
      return { ...state, resetIds: [...state.resetIds, resetId].slice(-RESETS_KEPT) };
    }
    default:
      return state;
  }
};

const sameRoles = (a: readonly StaffRole[], b: readonly StaffRole[]): boolean =>
  a.length === b.length && a.every((role) => b.includes(role));

const add = ({ staffId, login, roles }: AddStaffMember, state: StaffState) => {
  if (state.kind === 'unknown')
    return accept({ type: 'StaffMemberAdded' as const, data: { staffId, login, roles: [...roles] } });
  return sameRoles(state.roles, roles) ? alreadyDone : refuseAs('login-taken', { login });
};

const reset = ({ staffId, resetId }: ResetPassword, state: StaffState) => {
  if (state.kind === 'unknown') return refuseAs('staff-not-found', { staffId });
  if (state.resetIds.includes(resetId)) return alreadyDone;
  return accept({ type: 'StaffPasswordReset' as const, data: { staffId, resetId } });
};

/** A member of staff: who may sign in, and as what. One stream per login. */
export const staffDecider: Decider<StaffState, StaffCommand, ShopEvent, StaffRefusal> = {
  initial: { kind: 'unknown' },
  evolve,
  decide: (command, state) => (command.kind === 'add' ? add(command, state) : reset(command, state)),
};
