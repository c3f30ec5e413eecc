import { customerProfile, positionToken, entityId, type Principal } from '@storefold/contracts';
import {
  defineRoute,
  refuse,
  sessionSetCookie,
  type Refusal,
  type Route,
  type Sessions,
  type Shop,
} from '@storefold/platform';
import { z } from 'zod';
import type { SignIn } from '../access/sign-in.js';
import type { CartMerging } from '../carts/cart-merging.js';
import type { Clock } from '../clock.js';
import { answer, contextOf, refused } from '../http/answering.js';
import type { CustomerHandlers } from './customer-handlers.js';
import type { CustomerSecrets } from './customer-secrets.js';
import type { Erasure } from './erasure.js';
import type { Registration } from './registration.js';

export type CustomersParts = {
  readonly customers: CustomerHandlers;
  readonly registration: Registration;
  readonly erasure: Erasure;
  readonly carts: CartMerging;
  readonly secrets: CustomerSecrets;
  readonly signIn: SignIn;
  readonly sessions: Sessions;
  readonly shop: Shop;
  readonly clock: Clock;
  /** Whether cookies are for https only. */
  readonly secureCookies: boolean;
};

const SESSION_SECONDS = 30 * 24 * 3_600;
const GUEST_SECONDS = 90 * 24 * 3_600;
const { name, email } = customerProfile.shape;
const newPassword = z.string().min(10, 'a password has 10 characters or more').max(200);
const password = z.string().min(1).max(200);
const token = z.string().min(1).max(200);

/** Who asks, where they are signed in as a customer. */
export const customerOf = (principal: Principal): string => {
  if (principal.kind !== 'shopper' || principal.customerId === undefined)
    throw new Error('the edge let someone in who is no customer');
  return principal.customerId;
};

const locked = (retryAfterSeconds: number): Refusal =>
  refuse('too-many-attempts', 429, 'Too many attempts for this address. Wait, or have the password reset.', {
    ...{ facts: { retryAfterSeconds }, headers: { 'Retry-After': retryAfterSeconds.toString() } },
  });
/** Told alike for a wrong password, an unknown address and one that is not verified: a stranger learns nothing. */
const wrong = (): Refusal =>
  refuse(
    ...(['wrong-email-or-password', 401] as const),
    'The address or the password is wrong, or the address is not verified yet: look for our mail.',
  );

export const customersRoutes = (parts: CustomersParts): readonly Route[] => {
  const { customers, registration, erasure, carts, secrets, signIn, sessions, shop, clock, secureCookies } = parts;
  const cookie = (value: string, seconds: number) => ({
    'Set-Cookie': sessionSetCookie(value, seconds, secureCookies),
  });
  const session = async (customerId: string, passwordVersion: number, guestId?: string) => {
    const principal = { kind: 'shopper', id: customerId, customerId, passwordVersion } as const;
    return cookie(
      await sessions.issue({ ...principal, ...(guestId === undefined ? {} : { guestId }) }, SESSION_SECONDS),
      SESSION_SECONDS,
    );
  };

  return [
    defineRoute({
      method: 'POST',
      path: '/customers',
      roles: ['anyone'],
      summary: 'RegisterCustomer: the answer is the same whoever has the address; more is said by mail.',
      command: true,
      body: z.strictObject({ name, email, password: newPassword }),
      handle: async (request) => {
        await registration.register(request.body, contextOf(request, clock));
        return { status: 201, body: { next: 'look-for-our-mail' } };
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/customers/session',
      roles: ['anyone'],
      summary: 'SignInCustomer: what is in the guest’s cart comes along.',
      body: z.strictObject({ email, password }),
      handle: async (request) => {
        const { principal, body } = request;
        const emailHash = secrets.emailHash(body.email);
        // Before the password is looked at: one that is changed meanwhile ends this session.
        const holder = await registration.holderOf(emailHash);
        const customer = holder === undefined ? undefined : await customers.customer(holder);
        const checked = await signIn.check(emailHash, body.password, Date.parse(clock()));
        if (checked.kind === 'locked') return locked(checked.retryAfterSeconds);
        if (checked.kind !== 'right' || customer?.kind !== 'active' || checked.staffId !== customer.customerId)
          return wrong();
        const { customerId, passwordVersion } = customer;
        const guestId =
          principal.kind === 'shopper'
            ? principal.customerId === undefined
              ? principal.id
              : principal.guestId
            : undefined;
        const context = { ...contextOf(request, clock), actor: { kind: 'shopper', id: customerId } as const };
        const cart =
          guestId === undefined
            ? { merged: [], left: [], because: null }
            : await carts.merge(guestId, customerId, { ...context, commandId: guestId });
        const headers = await session(customerId, passwordVersion, cart.left.length > 0 ? guestId : undefined);
        const profile = await customers.profile(customer);
        return { status: 201, body: { customerId, name: profile?.name ?? null, cart }, headers };
      },
    }),
    defineRoute({
      method: 'DELETE',
      path: '/customers/session',
      roles: ['anyone'],
      summary: 'SignOutCustomer: in this browser. A guest’s cart in which something stayed is there again.',
      handle: async ({ principal }) => {
        const guestId = principal.kind === 'shopper' ? principal.guestId : undefined;
        if (guestId === undefined) return { status: 204, headers: cookie('', 0) };
        const guest = await sessions.issue({ kind: 'shopper', id: guestId }, GUEST_SECONDS);
        return { status: 204, headers: cookie(guest, GUEST_SECONDS) };
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/customers/verification',
      roles: ['anyone'],
      summary: 'VerifyEmail: with the token of the link that was mailed.',
      command: true,
      body: z.strictObject({ token }),
      handle: async (request) =>
        answer(await registration.verify(request.body.token, contextOf(request, clock)), shop, 200, () => ({
          verified: true,
        })),
    }),
    ...(['verification', 'password-reset'] as const).map((purpose) =>
      defineRoute({
        method: 'POST',
        path: purpose === 'verification' ? '/customers/verification/request' : '/customers/password-reset',
        roles: ['anyone'],
        summary:
          purpose === 'verification'
            ? 'RequestVerification: mails another link, where the address waits for one. The answer is always the same.'
            : 'RequestPasswordReset: mails a link, where the address is somebody’s. The answer is always the same.',
        command: true,
        body: z.strictObject({ email }),
        handle: async (request) => {
          await registration.requestLink(purpose, request.body.email, contextOf(request, clock));
          return { status: 200, body: { next: 'look-for-our-mail' } };
        },
      }),
    ),
    defineRoute({
      method: 'POST',
      path: '/customers/password',
      roles: ['anyone'],
      summary:
        'ChangePassword: with the token of a mailed link, or signed in with the old password. Older sessions end.',
      command: true,
      body: z.union([
        z.strictObject({ token, password: newPassword }),
        z.strictObject({ oldPassword: password, password: newPassword }),
      ]),
      handle: async (request) => {
        const { principal, body } = request;
        const context = contextOf(request, clock);
        if ('token' in body)
          return answer(await registration.resetPassword(body.token, body.password, context), shop, 200, () => ({
            changed: true,
          }));
        if (principal.kind !== 'shopper' || principal.customerId === undefined)
          return refuse('sign-in-required', 401, 'Sign in first, or ask for a link by mail.');
        const customer = await customers.customer(principal.customerId);
        if (customer.kind !== 'active') return wrong();
        const checked = await signIn.check(customer.emailHash, body.oldPassword, Date.parse(clock()));
        if (checked.kind === 'locked') return locked(checked.retryAfterSeconds);
        if (checked.kind === 'wrong') return wrong();
        const outcome = await registration.changePassword(customer.customerId, body.password, context);
        if (outcome.kind === 'refused') return refused(outcome);
        const { state, position } = outcome;
        const version = state.kind === 'active' ? state.passwordVersion : 0;
        return {
          status: 200,
          body: { changed: true, position: positionToken({ logId: shop.logId, position }) },
          headers: await session(customer.customerId, version, principal.guestId),
        };
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/customers/me/erasure',
      roles: ['customer'],
      summary: 'EraseMyself: nobody can tell any more who this was. Not while something is to be sent.',
      command: true,
      body: z.strictObject({}).prefault({}),
      handle: async (request) => {
        const outcome = await erasure.erase(customerOf(request.principal), contextOf(request, clock));
        if (outcome.kind === 'refused') return refused(outcome);
        return { status: 200, body: { erased: true }, headers: cookie('', 0) };
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/customers/:customerId/erasure',
      roles: ['administrator'],
      summary: 'EraseCustomer: as they may themselves.',
      command: true,
      params: z.strictObject({ customerId: entityId }),
      body: z.strictObject({}).prefault({}),
      handle: async (request) =>
        answer(await erasure.erase(request.params.customerId, contextOf(request, clock)), shop, 200, () => ({
          erased: true,
        })),
    }),
  ];
};
