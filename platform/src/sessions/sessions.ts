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

/** @param key 32 bytes shared by the services, see `readKeyFile` */
export const createSessions = (key: Buffer): Sessions => ({
  issue: ({ id, ...rest }, seconds) =>
    new SignJWT(rest)
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject(id)
      .setIssuer('storefold')
      .setIssuedAt()
      .setExpirationTime(Math.floor(Date.now() / 1000) + seconds)
      .sign(key),
  read: async (headers) => {
    const token = tokenOf(headers);
    if (token === undefined || token === '') return { kind: 'anonymous' };
    try {
      const { payload } = await jwtVerify(token, key, { algorithms: ['HS256'], issuer: 'storefold' });
      const parsed = claims.safeParse(payload);
      if (!parsed.success) return { kind: 'anonymous' };
      const { sub, ...principal } = parsed.data;
      return { ...principal, id: sub };
    } catch {
      return { kind: 'anonymous' };
    }
  },
});

/** The `Set-Cookie` value that starts a session in a browser. */
export const sessionSetCookie = (token: string, seconds: number, secure: boolean): string =>
  `${sessionCookie}=${token}; Path=/; Max-Age=${seconds.toString()}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
