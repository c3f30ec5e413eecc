import type { StaffRole } from '@storefold/contracts';
import { deriveId } from '@storefold/platform';
import type { Accepted, CommandContext, KeyReused, Refused } from '../streams/command-context.js';
import { StreamCommands } from '../streams/stream-commands.js';
import type { StreamRuntime } from '../streams/stream-runtime.js';
import type { Credentials } from './credentials.js';
import { staffDecider, type StaffCommand, type StaffRefusal, type StaffState } from './staff-decider.js';

export type StaffAnswerRefusal = StaffRefusal | 'password-changed-since';
/** `password` is told once, to who gave the command; only its hash is kept. */
export type StaffAnswer =
  | { readonly kind: 'done'; readonly accepted: Accepted<StaffState>; readonly password: string }
  | Refused<StaffAnswerRefusal | KeyReused>;

/** The id of a login: derived, so that a login is taken once. */
export const staffIdOf = (login: string): string => deriveId('staff', login);

/** Members of staff and their passwords. The event comes first; a command that broke off in between is completed by its repeat. */
export class StaffHandlers {
  readonly #staff: StreamCommands<StaffState, StaffCommand, StaffRefusal>;
  readonly #credentials: Credentials;

  constructor(credentials: Credentials, runtime: StreamRuntime) {
    this.#credentials = credentials;
    this.#staff = new StreamCommands({ kind: 'staff', decider: staffDecider }, runtime);
  }

  readonly addMember = async (
    {
      login,
      roles,
      password,
    }: { readonly login: string; readonly roles: readonly StaffRole[]; readonly password: string },
    context: CommandContext,
  ): Promise<StaffAnswer> => {
    const staffId = staffIdOf(login);
    const accepted = await this.#staff.handle(staffId, { kind: 'add', staffId, login, roles }, context);
    if (accepted.kind === 'refused') return accepted;
    const { commandId, occurredAt } = context;
    if (await this.#credentials.create(login, staffId, password, commandId, occurredAt))
      return { kind: 'done', accepted, password };
    const setBy = (await this.#credentials.find(login))?.setBy ?? [];
    if (setBy.at(-1) === commandId) return { kind: 'done', accepted, password };
    const code = setBy.includes(commandId) ? 'password-changed-since' : 'login-taken';
    return { kind: 'refused', code, facts: { login } };
  };

  readonly resetPassword = async (
    { staffId, password }: { readonly staffId: string; readonly password: string },
    context: CommandContext,
  ): Promise<StaffAnswer> => {
    const { commandId, occurredAt } = context;
    const accepted = await this.#staff.handle(
      staffId,
      { kind: 'reset-password', staffId, resetId: deriveId('password-reset', commandId) },
      context,
    );
    if (accepted.kind === 'refused') return accepted;
    if (accepted.state.kind === 'unknown') throw new Error('a reset was accepted for nobody');
    const { login } = accepted.state;
    const done = await this.#credentials.replace(login, password, commandId, occurredAt);
    if (done === 'superseded') return { kind: 'refused', code: 'password-changed-since', facts: { login } };
    // The member was added and the process died before the password was kept: this is their first.
    if (done === 'unknown-login') await this.#credentials.create(login, staffId, password, commandId, occurredAt);
    return { kind: 'done', accepted, password };
  };

  /** The member as the log has it now. */
  readonly member = async (staffId: string): Promise<StaffState> =>
    (await this.#staff.read(staffId, { fresh: true })).state;
}
