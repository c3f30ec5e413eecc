import { staffRole, type Principal } from '@storefold/contracts';
import { jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';

/** Name of the cookie that carries a session. */
export const sessionCookie = 'storefold_session';

const claims = z.discriminatedUnion('kind', [
  z.object({
    ...{ kind: z.literal('shopper'), sub: z.string().min(1), customerId: z.string().min(1).optional() },
    ...{ passwordVersion: z.int().min(0).optional(), guestId: z.string().min(1).optional() },
  }),
  z.object({ kind: z.literal('staff'), sub: z.string().min(1), login: z.string(), roles: z.array(staffRole) }),
]);

/** What a request shows of itself: its `Cookie` and `Authorization` headers. */
export type SessionHeaders = { readonly cookie?: string | undefined; readonly authorization?: string | undefined };

/** Issues and reads sessions: signed tokens (JWT, HS256), so that every service can read one without asking another. */
export type Sessions = {
  readonly issue: (principal: Exclude<Principal, { kind: 'anonymous' }>, seconds: number) => Promise<string>;
  /** A missing, expired or forged token is an anonymous visitor, never an error. */
  readonly read: (headers: SessionHeaders) => Promise<Principal>;
};

const tokenOf = ({ cookie, authorization }: SessionHeaders): string | undefined => {
  if (authorization?.startsWith('Bearer ')) return authorization.slice('Bearer '.length).trim();
  for (const pair of cookie?.split(';') ?? []) {
    const [name, ...value] = pair.trim().split('=');
    if (name === sessionCookie) return value.join('=');
  }
  return undefined;
};

/** So many sessions are remembered once their signature was verified. */
const MOST_KNOWN = 10_000;

type Known = { readonly principal: Principal; readonly expiresAt: number };

/**
 * Sessions that were found genuine, until they expire: a shopper shows the same one at each request.
 *
 * @param now milliseconds since 1970
 */
const knownSessions = (now: () => number) => {
  const known = new Map<string, Known>();
  return {
    find: (token: string): Principal | undefined => {
      const found = known.get(token);
      if (found === undefined || found.expiresAt > now()) return found?.principal;
      known.delete(token);
      return undefined;
    },
    remember: (token: string, session: Known): void => {
      known.set(token, session);
      if (known.size <= MOST_KNOWN) return;
      for (const oldest of known.keys()) {
        known.delete(oldest);
        break;
      }
    },
  };
};

/**
 * @param key 32 bytes shared by the services, see `readKeyFile`
 * @param now milliseconds since 1970
 */
export const createSessions = (key: Buffer, now: () => number = Date.now): Sessions => {
  const known = knownSessions(now);
  return {
    issue: ({ id, ...rest }, seconds) =>
      new SignJWT(rest)
        .setProtectedHeader({ alg: 'HS256' })
        .setSubject(id)
        .setIssuer('storefold')
        .setIssuedAt()
        .setExpirationTime(Math.floor(now() / 1000) + seconds)
        .sign(key),
    read: async (headers) => {
      const token = tokenOf(headers);
      if (token === undefined || token === '') return { kind: 'anonymous' };
      const remembered = known.find(token);
      if (remembered) return remembered;
      try {
        const { payload } = await jwtVerify(token, key, {
          ...{ algorithms: ['HS256'], issuer: 'storefold', currentDate: new Date(now()) },
        });
        const parsed = claims.safeParse(payload);
        if (!parsed.success) return { kind: 'anonymous' };
        const { sub, ...rest } = parsed.data;
        const principal: Principal = { ...rest, id: sub };
        if (payload.exp !== undefined) known.remember(token, { principal, expiresAt: payload.exp * 1_000 });
        return principal;
      } catch {
        return { kind: 'anonymous' };
      }
    },
  };
};

/** The `Set-Cookie` value that starts a session in a browser. */
export const sessionSetCookie = (token: string, seconds: number, secure: boolean): string =>
  `${sessionCookie}=${token}; Path=/; Max-Age=${seconds.toString()}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
