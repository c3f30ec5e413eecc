import { entityId } from '@storefold/contracts';
import type { CardPayments, CardContext } from './card-payments.js';
import type { CardGateway } from './gateway/card-gateway.js';
import type { ReconciliationHandlers } from './reconciliation-handlers.js';
import type { AttemptStatus } from './card-state.js';
import type { IntentSeen } from './card-sightings.js';

/** Where the gateway's books and ours do not say the same of a payment. */
export type Difference = {
  readonly kind: 'unknown-here' | 'status-differs' | 'amount-differs';
  /** As the gateway has them; empty where they can be none of ours. */
  readonly orderId: string;
  readonly attemptId: string;
  readonly intentId: string;
  readonly here: string;
  readonly there: string;
  /** What was recorded because of it; empty where a person has to look. */
  readonly recorded: readonly string[];
};
export type Reconciliation = {
  /** ISO 8601, `from` included. */
  readonly from: string;
  readonly to: string;
  /** Payments of this shop in the gateway's list. */
  readonly looked: number;
  readonly differences: readonly Difference[];
};

const same: Readonly<Record<IntentSeen['status'], readonly AttemptStatus[]>> = {
  unfinished: ['started'],
  'action-required': ['action-required'],
  // One that was given up here may be declined or waiting there: it brings no money either way.
  declined: ['declined'],
  authorised: ['authorised'],
  captured: ['captured'],
  cancelled: ['voided', 'expired', 'declined'],
};

type Gateway = Pick<CardGateway, 'intentsBetween' | 'intent'>;
type Cards = Pick<CardPayments, 'account' | 'look'>;
type Books = Pick<ReconciliationHandlers, 'open' | 'record'>;

const money = (minor: number, currency: string): string => `${minor.toString()} ${currency}`;

/**
 * Whether they may be ids of ours. Another program at the same account of the gateway may write anything there, and as much as
 * it likes: somebody's name, which no erasure would find in our log.
 */
const isOurs = (...ids: readonly string[]): boolean => ids.every((id) => entityId.safeParse(id).success);

/** Compares our accounts with the gateway's own list, and records what it says where we have not heard of it. */
export class ReconcilePayments {
  readonly #gateway: Gateway;
  readonly #cards: Cards;
  readonly #books: Books;

  /** @param books told what somebody has to look at, and what they need not look at any more */
  constructor(gateway: Gateway, cards: Cards, books: Books) {
    this.#gateway = gateway;
    this.#cards = cards;
    this.#books = books;
  }

  /**
   * Looks at every payment that was begun at the gateway within a time, and once more at those that differed before: one
   * that was begun earlier would else be said to differ for ever.
   *
   * @param from ISO 8601, included
   * @param to ISO 8601
   * @param signal ends it between two payments; what was recorded of them by then stands
   * @throws GatewayAway when the list cannot be had to its end, and the signal's reason when it is aborted
   */
  async between(from: string, to: string, context: CardContext, signal?: AbortSignal): Promise<Reconciliation> {
    const differences: Difference[] = [];
    const before: Difference[] = [];
    const looked = new Set<string>();
    for await (const intent of this.#gateway.intentsBetween(from, to)) {
      signal?.throwIfAborted();
      looked.add(intent.intentId);
      const difference = await this.#compare(intent, context);
      if (difference) differences.push(difference);
    }
    const listed = looked.size;
    for (const intent of await this.#differingBefore(looked)) {
      signal?.throwIfAborted();
      looked.add(intent.intentId);
      const difference = await this.#compare(intent, context);
      if (difference) before.push(difference);
    }
    const open = [...differences, ...before].filter(({ recorded }) => recorded.length === 0);
    await this.#books.record({ looked, differences: open.map(({ recorded: _, ...each }) => each) }, context);
    const mended = before.filter(({ recorded }) => recorded.length > 0);
    return { from, to, looked: listed, differences: [...differences, ...mended] };
  }

  /** As the gateway has them now. What we know nothing of is not asked for: it is somebody else's, and may be much. */
  async #differingBefore(looked: ReadonlySet<string>): Promise<readonly IntentSeen[]> {
    const found: IntentSeen[] = [];
    for (const { intentId, orderId, attemptId } of await this.#books.open()) {
      if (looked.has(intentId) || !isOurs(orderId, attemptId)) continue;
      if (!(await this.#cards.account(orderId)).cards.attempts.has(attemptId)) continue;
      const intent = await this.#gateway.intent(intentId);
      if (intent) found.push(intent);
    }
    return found;
  }

  async #compare(intent: IntentSeen, context: CardContext): Promise<Difference | undefined> {
    const { orderId, attemptId, intentId } = intent;
    const unknown = { kind: 'unknown-here', intentId, here: 'no such payment', there: intent.status } as const;
    if (!isOurs(orderId, attemptId)) return { ...unknown, orderId: '', attemptId: '', recorded: [] };
    const attempt = (await this.#cards.account(orderId)).cards.attempts.get(attemptId);
    const named = { orderId, attemptId, intentId };
    if (!attempt) return { ...unknown, ...named, recorded: [] };
    if (attempt.amountMinor !== intent.amountMinor || attempt.currency !== intent.currency)
      return {
        ...{ kind: 'amount-differs', ...named, recorded: [] },
        here: money(attempt.amountMinor, attempt.currency),
        there: money(intent.amountMinor, intent.currency),
      };
    if (intent.status === 'captured' && attempt.status === 'captured' && attempt.capturedMinor !== intent.capturedMinor)
      return {
        ...{ kind: 'amount-differs', ...named, recorded: [] },
        here: money(attempt.capturedMinor, attempt.currency),
        there: money(intent.capturedMinor, intent.currency),
      };
    if (same[intent.status].includes(attempt.status)) return undefined;
    // The list may be a moment old: what is recorded is what the gateway says of it now.
    const outcome = await this.#cards.look('intent', intentId, context);
    const recorded = outcome?.kind === 'accepted' ? outcome.events.map(({ type }) => type) : [];
    const now = (await this.#cards.account(orderId)).cards.attempts.get(attemptId)?.status;
    if (recorded.length === 0 && now !== attempt.status) return undefined;
    return { kind: 'status-differs', ...named, here: attempt.status, there: intent.status, recorded };
  }
}
