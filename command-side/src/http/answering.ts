import { positionToken } from '@storefold/contracts';
import { refuse, type Answer, type Refusal, type RouteRequest, type Shop } from '@storefold/platform';
import type { Clock } from '../clock.js';
import type { Facts } from '../decider.js';
import type { Accepted, CommandContext, Outcome } from '../streams/command-context.js';
import { tellRefusal, type RefusalCode } from './refusal-table.js';

type Asked = Pick<
  RouteRequest<unknown, unknown, unknown>,
  'principal' | 'correlationId' | 'traceparent' | 'commandId' | 'bodyHash'
>;

/**
 * The context of a command that came by HTTP.
 *
 * @param acting by what right, where that may be a link's: nobody is known behind one
 */
export const contextOf = (asked: Asked, clock: Clock, acting?: { readonly by: string }): CommandContext => {
  const { principal, correlationId, commandId, bodyHash, traceparent } = asked;
  return {
    commandId,
    bodyHash,
    actor: actorOf(principal, acting?.by === 'link'),
    occurredAt: clock(),
    origin: 'live',
    correlationId,
    traceparent,
  };
};

const actorOf = (principal: Asked['principal'], byLink: boolean): CommandContext['actor'] => {
  if (byLink) return { kind: 'system', id: 'order-link' };
  return principal.kind === 'anonymous'
    ? { kind: 'system', id: 'anonymous' }
    : { kind: principal.kind, id: principal.id };
};

/** Tells an outcome over HTTP: the body and where in the log it stands, or why not. */
export const answer = <State, Code extends RefusalCode>(
  outcome: Outcome<State, Code>,
  shop: Shop,
  status: 200 | 201,
  body: (accepted: Accepted<State>) => Readonly<Record<string, unknown>>,
): Answer | Refusal => {
  if (outcome.kind === 'refused') return refused(outcome);
  const position = positionToken({ logId: shop.logId, position: outcome.position });
  return { status, body: { ...body(outcome), position } };
};

export const refused = ({ code, facts }: { readonly code: RefusalCode; readonly facts: Facts }): Refusal => {
  const { status, detail } = tellRefusal(code, facts);
  return refuse(code, status, detail, { facts });
};
