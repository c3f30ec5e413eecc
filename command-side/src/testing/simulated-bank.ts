import type { DisputeSeen, IntentSeen, RefundSeen } from '../payments/card-sightings.js';
import {
  GatewayAway,
  type AuthorisationRequest,
  type CardGateway,
  type RefundRequest,
} from '../payments/gateway/card-gateway.js';

/** What a card of a story does. */
export const cards = { good: 'pm_good', bad: 'pm_bad', asks: 'pm_asks' } as const;

type Held = { -readonly [Key in keyof IntentSeen]: IntentSeen[Key] };

/** A bank and its gateway, kept in memory: the truth that a shop's account of it is compared with. */
export class SimulatedBank {
  readonly intents = new Map<string, Held>();
  readonly refunds = new Map<string, RefundSeen & { readonly intentId: string; readonly amountMinor: number }>();
  /** Webhooks that were not taken yet. */
  readonly signals: { readonly about: 'intent' | 'refund'; readonly id: string }[] = [];
  /** How often money was taken for each payment: never twice. */
  readonly captures = new Map<string, number>();

  authorise({ orderId, attemptId, paymentMethodId, amountMinor, currency }: AuthorisationRequest): IntentSeen {
    const intentId = `pi_${attemptId}`;
    const known = this.intents.get(intentId);
    // The same key: the first answer.
    if (known) return { ...known };
    const status =
      paymentMethodId === cards.good ? 'authorised' : paymentMethodId === cards.bad ? 'declined' : 'action-required';
    const made: Held = {
      ...{ intentId, orderId, attemptId, status, amountMinor, currency, capturedMinor: 0, hasExpired: false },
      ...(status === 'action-required' ? { url: `https://bank.example/${intentId}` } : {}),
      ...(status === 'declined' ? { code: 'card_declined' } : {}),
    };
    this.intents.set(intentId, made);
    this.#tell('intent', intentId);
    return { ...made };
  }

  /** The shopper approves a payment at the bank, or does not. */
  answer(intentId: string, approves: boolean): void {
    const intent = this.intents.get(intentId);
    if (intent?.status !== 'action-required') return;
    intent.status = approves ? 'authorised' : 'declined';
    this.#tell('intent', intentId);
  }

  capture(intentId: string, amountMinor: number): IntentSeen {
    const intent = this.#found(intentId);
    if (intent.status === 'authorised') {
      Object.assign(intent, { status: 'captured', capturedMinor: Math.min(amountMinor, intent.amountMinor) });
      this.captures.set(intentId, (this.captures.get(intentId) ?? 0) + 1);
      this.#tell('intent', intentId);
    }
    return { ...intent };
  }

  cancel(intentId: string): IntentSeen {
    const intent = this.#found(intentId);
    if (intent.status !== 'captured' && intent.status !== 'cancelled') {
      intent.status = 'cancelled';
      this.#tell('intent', intentId);
    }
    return { ...intent };
  }

  refund({ orderId, refundId, intentId, amountMinor }: RefundRequest): RefundSeen {
    const gatewayRefundId = `re_${refundId}`;
    const known = this.refunds.get(gatewayRefundId);
    if (known) return known;
    const tooMuch = this.givenBackMinor(intentId) + amountMinor > this.#found(intentId).capturedMinor;
    const made = {
      ...{ gatewayRefundId, refundId, orderId, intentId, amountMinor },
      status: tooMuch ? ('failed' as const) : ('done' as const),
    };
    if (!tooMuch) this.refunds.set(gatewayRefundId, made);
    this.#tell('refund', gatewayRefundId);
    return made;
  }

  givenBackMinor(intentId: string): number {
    return [...this.refunds.values()]
      .filter((refund) => refund.intentId === intentId)
      .reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  }

  /** Payments of an order. */
  of(orderId: string): readonly IntentSeen[] {
    return [...this.intents.values()].filter((intent) => intent.orderId === orderId);
  }

  #found(intentId: string): Held {
    const intent = this.intents.get(intentId);
    if (!intent) throw new GatewayAway(`no payment ${intentId}`);
    return intent;
  }

  /** Two webhooks, as gateways send them now and then. */
  #tell(about: 'intent' | 'refund', id: string): void {
    this.signals.push({ about, id }, { about, id });
  }
}

/** Asks somebody outside: waits for its turn; the asker may die before or after, and the answer may be lost. */
export type AskOutside = <Result>(what: string, work: () => Result) => Promise<Result>;

/** The gateway as one process sees it. */
export const interleavedGateway = (bank: SimulatedBank, ask: AskOutside): CardGateway => ({
  authorise: (request) => ask(`asks the bank for ${request.attemptId}`, () => bank.authorise(request)),
  intent: (intentId) => ask(`looks at ${intentId}`, () => copyOf(bank.intents.get(intentId))),
  findAttempt: (attemptId) => ask(`looks for ${attemptId}`, () => copyOf(bank.intents.get(`pi_${attemptId}`))),
  capture: (intentId, amountMinor) => ask(`captures ${intentId}`, () => bank.capture(intentId, amountMinor)),
  cancel: (intentId) => ask(`cancels ${intentId}`, () => bank.cancel(intentId)),
  refund: (request) => ask(`refunds ${request.refundId}`, () => bank.refund(request)),
  refundOf: (id) => ask(`looks at ${id}`, () => bank.refunds.get(id)),
  dispute: () => Promise.resolve<DisputeSeen | undefined>(undefined),
  readWebhook: () => {
    throw new Error('a story has no webhooks to read');
  },
  async *intentsBetween() {
    await Promise.resolve();
    yield* bank.intents.values();
  },
});

const copyOf = (intent: IntentSeen | undefined): IntentSeen | undefined => intent && { ...intent };
