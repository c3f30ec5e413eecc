import { mostDifferences, type PaymentDifference, type ShopEvent } from '@storefold/contracts';
import { deriveId } from '@storefold/platform';
import type { Clock } from '../clock.js';
import { StreamCommands } from '../streams/stream-commands.js';
import type { StreamRuntime } from '../streams/stream-runtime.js';
import type { CardContext } from './card-payments.js';
import { reconciliationDecider, type RecordComparison, type ReconciliationState } from './reconciliation-decider.js';

/** Whether it tells as much as one event may: there may be more. */
const isFull = ({ type, data }: ShopEvent): boolean =>
  (type === 'PaymentDifferencesFound' && data.differences.length === mostDifferences) ||
  (type === 'PaymentDifferencesSettled' && data.intentIds.length === mostDifferences);

/** Records what comparisons of the books came to. */
export class ReconciliationHandlers {
  readonly #streams: StreamCommands<ReconciliationState, RecordComparison, never>;
  readonly #clock: Clock;

  constructor(runtime: StreamRuntime, clock: Clock) {
    this.#streams = new StreamCommands({ kind: 'reconciliation', decider: reconciliationDecider }, runtime);
    this.#clock = clock;
  }

  /** What differed when it was looked at the last time. */
  readonly open = async (): Promise<readonly PaymentDifference[]> => {
    const { state } = await this.#streams.read('main', { fresh: true });
    return [...state.open.values()];
  };

  /**
   * Records what is news of a comparison, under its correlation id, in as many appends as it takes.
   *
   * @throws Unavailable when the store does not confirm
   */
  readonly record = async (comparison: Omit<RecordComparison, 'comparisonId'>, context: CardContext): Promise<void> => {
    const occurredAt = this.#clock();
    const comparisonId = deriveId('comparison', context.correlationId, occurredAt);
    const { actor, correlationId, causationId, traceparent } = context;
    for (let part = 0; ; part++) {
      const outcome = await this.#streams.handle(
        'main',
        { comparisonId, ...comparison },
        {
          ...{ actor, correlationId, causationId, traceparent, occurredAt },
          ...{ commandId: deriveId(comparisonId, part.toString()), origin: 'live' },
        },
      );
      // Another process may compare at the same time, and see otherwise: who is not cut short is not said again.
      if (outcome.kind === 'refused' || !outcome.events.some(isFull)) return;
    }
  };
}
