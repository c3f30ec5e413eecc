import { randomUUID } from 'node:crypto';
import { entityId, positionToken, staffRole } from '@storefold/contracts';
import {
  defineRoute,
  refuse,
  sessionSetCookie,
  type Answer,
  type Refusal,
  type Route,
  type Sessions,
  type Shop,
} from '@storefold/platform';
import { z } from 'zod';
import type { Clock } from '../clock.js';
import { contextOf, refused } from '../http/answering.js';
import { passwordOf } from './passwords.js';
import type { SignIn } from './sign-in.js';
import type { StaffAnswer, StaffHandlers } from './staff-handlers.js';

export type AccessParts = {
  readonly staff: StaffHandlers;
  readonly signIn: SignIn;
  readonly sessions: Sessions;
  readonly shop: Shop;
  readonly clock: Clock;
  /** 32 bytes from which the passwords of new staff are derived. */
  readonly passwordKey: Buffer;
  /** Whether cookies are for https only. */
  readonly secureCookies: boolean;
};

const SHOPPER_SECONDS = 90 * 24 * 3_600;
const STAFF_SECONDS = 12 * 3_600;

const login = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9][a-z0-9._-]{1,59}$/, 'a login is 2 to 60 letters, digits, dots, dashes or underscores');

export const accessRoutes = (parts: AccessParts): readonly Route[] => {
  const { staff, signIn, sessions, shop, clock, passwordKey, secureCookies } = parts;
  const cookie = (token: string, seconds: number) => ({
    'Set-Cookie': sessionSetCookie(token, seconds, secureCookies),
  });
  const told = (answer: StaffAnswer, status: 200 | 201): Answer | Refusal => {
    if (answer.kind === 'refused') return refused(answer);
    const { state, position } = answer.accepted;
    if (state.kind === 'unknown') throw new Error('a command was accepted for nobody');
    const { staffId, login: theirs } = state;
    const token = positionToken({ logId: shop.logId, position });
    return { status, body: { staffId, login: theirs, password: answer.password, position: token } };
  };

  return [
    defineRoute({
      method: 'POST',
      path: '/access/sessions',
      roles: ['anyone'],
      summary: 'Starts a session for a shopper; one who has a session goes on with it.',
      handle: async ({ principal }) => {
        const shopper = principal.kind === 'shopper' ? principal : { kind: 'shopper' as const, id: randomUUID() };
        const token = await sessions.issue(shopper, SHOPPER_SECONDS);
        return { status: 201, body: { shopperId: shopper.id }, headers: cookie(token, SHOPPER_SECONDS) };
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/access/staff-sessions',
      roles: ['anyone'],
      summary: 'Signs a member of staff in.',
      body: z.strictObject({
        login: z.string().trim().toLowerCase().min(1).max(60),
        password: z.string().min(1).max(200),
      }),
      handle: async ({ body }) => {
        const checked = await signIn.check(body.login, body.password, Date.parse(clock()));
        if (checked.kind === 'locked') {
          return refuse(
            'too-many-attempts',
            429,
            'Too many attempts for this login. Wait, or have the password reset.',
            {
              facts: { retryAfterSeconds: checked.retryAfterSeconds },
              headers: { 'Retry-After': checked.retryAfterSeconds.toString() },
            },
          );
        }
        const member = checked.kind === 'right' ? await staff.member(checked.staffId) : undefined;
        if (member?.kind !== 'member')
          return refuse('wrong-login-or-password', 401, 'The login or the password is wrong; check both.');
        const { staffId, roles } = member;
        const token = await sessions.issue({ kind: 'staff', id: staffId, login: member.login, roles }, STAFF_SECONDS);
        return { status: 201, body: { staffId, login: member.login, roles }, headers: cookie(token, STAFF_SECONDS) };
      },
    }),
    defineRoute({
      method: 'DELETE',
      path: '/access/sessions',
      roles: ['anyone'],
      summary: 'Ends the session in this browser.',
      handle: () => Promise.resolve({ status: 204, headers: cookie('', 0) }),
    }),
    defineRoute({
      method: 'GET',
      path: '/access/me',
      roles: ['anyone'],
      summary: 'Who is asking.',
      handle: ({ principal }) => Promise.resolve({ status: 200, body: principal }),
    }),
    defineRoute({
      method: 'POST',
      path: '/access/staff',
      roles: ['administrator'],
      summary: 'AddStaffMember: the password is shown once.',
      command: true,
      body: z.strictObject({ login, roles: z.array(staffRole).min(1).max(4) }),
      handle: async (request) => {
        const password = passwordOf(passwordKey, request.commandId, request.body.login);
        const roles = [...new Set(request.body.roles)];
        return told(await staff.addMember({ ...request.body, roles, password }, contextOf(request, clock)), 201);
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/access/staff/:staffId/password',
      roles: ['administrator'],
      summary: 'ResetPassword: the new password is shown once.',
      command: true,
      params: z.strictObject({ staffId: entityId }),
      handle: async (request) => {
        const { staffId } = request.params;
        const password = passwordOf(passwordKey, request.commandId, staffId);
        return told(await staff.resetPassword({ staffId, password }, contextOf(request, clock)), 200);
      },
    }),
  ];
};
