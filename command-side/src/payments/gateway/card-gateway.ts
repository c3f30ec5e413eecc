import type { DisputeSeen, IntentSeen, RefundSeen } from '../card-sightings.js';

/** What the gateway is asked to promise. `attemptId` is its name on our side: asked twice, it is done once. */
export type AuthorisationRequest = {
  readonly orderId: string;
  readonly attemptId: string;
  readonly paymentMethodId: string;
  readonly amountMinor: number;
  readonly currency: string;
  /** Where the shopper's bank sends them back to. */
  readonly returnUrl: string;
};
/** The gateway would not even begin. */
export type GatewayRefusal = {
  readonly refused: true;
  readonly code: string;
  readonly declineCode?: string | undefined;
};
export type RefundRequest = {
  readonly orderId: string;
  readonly refundId: string;
  readonly intentId: string;
  readonly amountMinor: number;
};
/** What a webhook is about: fetch it, and believe that. */
export type Signal = {
  readonly eventId: string;
  readonly type: string;
  readonly about: 'intent' | 'refund' | 'dispute' | 'nothing-of-ours';
  readonly id: string;
  /** What it claims of a payment of ours: no more than a reason to look, and none where it is known already. */
  readonly claims?:
    { readonly orderId: string; readonly attemptId: string; readonly status: 'authorised' | 'captured' } | undefined;
};

/** The gateway did not answer, or not so that its answer can be understood; what was asked may have been done. */
export class GatewayAway extends Error {
  override readonly name = 'GatewayAway';
}
/** A webhook that the gateway did not send, or too long ago. */
export class NotGenuine extends Error {
  override readonly name = 'NotGenuine';
}

/**
 * A payment gateway, in the few words that the shop needs of it. Each question may be asked again.
 * Every method rejects with `GatewayAway` when no answer can be had.
 */
export type CardGateway = {
  readonly authorise: (request: AuthorisationRequest) => Promise<IntentSeen | GatewayRefusal>;
  /** Undefined where it is none of ours. */
  readonly intent: (intentId: string) => Promise<IntentSeen | undefined>;
  /** Looks a payment up by our name of it, among those begun since a time (ISO 8601). */
  readonly findAttempt: (attemptId: string, since: string) => Promise<IntentSeen | undefined>;
  /** Takes what was promised, all of it or a part, once. Answers what stands, also where it cannot be taken (any more). */
  readonly capture: (intentId: string, amountMinor: number) => Promise<IntentSeen>;
  /** Lets go of what was promised. Answers what stands, also where it cannot be let go of (any more). */
  readonly cancel: (intentId: string) => Promise<IntentSeen>;
  /**
   * Gives money back.
   *
   * @param mayStand it was asked before and its answer is not known: look for it first
   */
  readonly refund: (request: RefundRequest, mayStand: boolean) => Promise<RefundSeen>;
  readonly refundOf: (gatewayRefundId: string) => Promise<RefundSeen | undefined>;
  readonly dispute: (disputeId: string) => Promise<DisputeSeen | undefined>;
  /** @throws NotGenuine */
  readonly readWebhook: (body: string, signature: string) => Signal;
  /** The gateway's own list of payments of ours, begun within a time (ISO 8601, from inclusive). */
  readonly intentsBetween: (from: string, to: string) => AsyncIterable<IntentSeen>;
};
