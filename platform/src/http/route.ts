import { createHmac } from 'node:crypto';
import { requiredRole, type Principal, type RequiredRole } from '@storefold/contracts';
import { z } from 'zod';
import { deriveId } from '../derive-id.js';
import { faultyTexts } from './faulty-texts.js';
import { refuse, type Refusal } from './refusal.js';

/** Stands before a hash that was made with a key; the oldest in a log were made without. */
const KEYED = 'hmac.';

/** What a handler learns of a request: parsed parts, who asks, and the names by which a repeat is recognised. */
export type RouteRequest<Params, Query, Body> = {
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly principal: Principal;
  readonly correlationId: string;
  readonly traceparent: string | undefined;
  /** Derived from principal, route, its parameters and `Idempotency-Key`; empty on routes that are no commands. */
  readonly commandId: string;
  /**
   * HMAC-SHA-256 of the parsed body in canonical form, under the service's own key: it stands in the log for ever, where a
   * bare hash of an address could be found by trying addresses.
   */
  readonly bodyHash: string;
  /** On routes with `signedIn`: the body to the letter, and what the header says. */
  readonly signed: Signed | undefined;
  /** On routes with `byLink`: the token of a mailed link, unproven; undefined where none is shown. */
  readonly linkToken: string | undefined;
};
export type Signed = { readonly text: string; readonly signature: string };

export type Answer = {
  readonly status: number;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Sent as it is, instead of a body; name its type in the headers. */
  readonly text?: string;
  /** Sent as they are, instead of a body; name their type in the headers. */
  readonly bytes?: Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
};

export type RouteSpec<Params extends z.ZodType, Query extends z.ZodType, Body extends z.ZodType> = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Express path, such as `/orders/:orderId`. */
  readonly path: string;
  /** Who may ask: any one of these. Never empty. */
  readonly roles: readonly RequiredRole[];
  /** One sentence for people. */
  readonly summary: string;
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  /** A command needs an `Idempotency-Key`. @default false */
  readonly command?: boolean;
  /** The header in which the body is signed: the handler is given it to the letter. @default none */
  readonly signedIn?: string;
  /** Whoever shows the token of a link that we mailed is let in, too, and **the handler proves it**. @default false */
  readonly byLink?: boolean;
  readonly handle: (request: RouteRequest<z.infer<Params>, z.infer<Query>, z.infer<Body>>) => Promise<Answer | Refusal>;
};

/** A request as it came, before anything is trusted. */
export type RawRequest = {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
  readonly principal: Principal;
  readonly bodyKey: Buffer;
  readonly correlationId: string;
  readonly idempotencyKey: string | undefined;
  readonly traceparent: string | undefined;
  readonly signed?: Signed | undefined;
  readonly linkToken?: string | undefined;
};

/** A route as data: what the edge mounts and what the tests of "who may" are made from. */
export type Route = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly roles: readonly RequiredRole[];
  readonly summary: string;
  readonly command: boolean;
  readonly signedIn: string | undefined;
  readonly byLink: boolean;
  /** What it takes, for the OpenAPI document: the very schemas that requests are parsed by. */
  readonly takes: {
    readonly params?: z.ZodObject;
    readonly query?: z.ZodObject;
    readonly body?: z.ZodType;
  };
  readonly answer: (raw: RawRequest) => Promise<Answer | Refusal>;
};

const nothing = z.strictObject({});
const noBody = z.union([z.undefined(), nothing]);
const IDEMPOTENCY_KEY = /^[\x21-\x7e]{8,200}$/;
const TRACEPARENT = /^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/;

/** JSON with sorted keys, so that equal bodies have equal hashes. */
const canonical = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value).filter(([, item]) => item !== undefined);
    return `{${entries
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`)
      .join(',')}}`;
  }
  return value === undefined ? 'null' : JSON.stringify(value);
};

const principalName = (principal: Principal): string =>
  principal.kind === 'anonymous' ? 'anonymous' : `${principal.kind}:${principal.id}`;

/**
 * The one path that a route is asked by with these parameters, however the address was spelled: the same command has the
 * same name though a percent escape stands in its address.
 */
const spelledOut = (path: string, params: unknown): string => {
  const values = new Map<string, unknown>(Object.entries(params ?? {}));
  return path.replaceAll(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(values.get(name))));
};

const fieldsOf = (part: string, error: z.ZodError) =>
  error.issues.flatMap((issue) => {
    const paths = issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
    return paths.map((path) => ({
      path: [part, ...path.map(String)].join('.'),
      message: issue.code === 'unrecognized_keys' ? 'there is no such field' : issue.message,
    }));
  });

/**
 * Makes a route out of its parts. Parsing stands between the request and the handler: unknown fields, wrong types and
 * missing keys are refused with each field's path before any code of the shop runs. So is, on every route, a text that
 * cannot be kept (`faultOfText`).
 *
 * @throws Error when no role is stated, or one that does not exist
 */
export const defineRoute = <
  Params extends z.ZodType = typeof nothing,
  Query extends z.ZodType = typeof nothing,
  Body extends z.ZodType = typeof noBody,
>(
  spec: RouteSpec<Params, Query, Body>,
): Route => {
  const { method, path, summary, command = false } = spec;
  const roles = z.array(requiredRole).min(1).safeParse(spec.roles);
  if (!roles.success) throw new Error(`${method} ${path} states no role; say who may use it, "anyone" if so`);
  return {
    method,
    path,
    roles: roles.data,
    summary,
    command,
    signedIn: spec.signedIn,
    byLink: spec.byLink === true,
    takes: {
      ...(spec.params instanceof z.ZodObject ? { params: spec.params } : {}),
      ...(spec.query instanceof z.ZodObject ? { query: spec.query } : {}),
      ...(spec.body === undefined ? {} : { body: spec.body }),
    },
    answer: async (raw) => {
      const params = (spec.params ?? nothing).safeParse(raw.params);
      const query = (spec.query ?? nothing).safeParse(raw.query);
      const body = (spec.body ?? noBody).safeParse(raw.body);
      const key = raw.idempotencyKey;
      const fields = [
        ...(params.success ? faultyTexts(raw.params, 'path') : fieldsOf('path', params.error)),
        ...(query.success ? faultyTexts(raw.query, 'query') : fieldsOf('query', query.error)),
        ...(body.success ? faultyTexts(raw.body, 'body') : fieldsOf('body', body.error)),
        ...(!command || (key !== undefined && IDEMPOTENCY_KEY.test(key))
          ? []
          : [
              {
                path: 'header.Idempotency-Key',
                message: 'a command needs one of 8 to 200 printable characters; repeat it to repeat the command safely',
              },
            ]),
      ];
      if (fields.length > 0 || !params.success || !query.success || !body.success) {
        return refuse('invalid-request', 400, `The request is not what ${method} ${path} takes; see fields.`, {
          fields,
        });
      }
      return spec.handle({
        // Each schema's output is the handler's input; zod's inference through the optional default loses that link.
        params: params.data as z.infer<Params>,
        query: query.data as z.infer<Query>,
        body: body.data as z.infer<Body>,
        principal: raw.principal,
        correlationId: raw.correlationId,
        traceparent: raw.traceparent !== undefined && TRACEPARENT.test(raw.traceparent) ? raw.traceparent : undefined,
        commandId:
          command && key !== undefined
            ? deriveId('command', principalName(raw.principal), method, spelledOut(path, params.data), key)
            : '',
        bodyHash: `${KEYED}${createHmac('sha256', raw.bodyKey).update(canonical(body.data)).digest('base64url')}`,
        signed: raw.signed,
        linkToken: raw.linkToken,
      });
    },
  };
};
