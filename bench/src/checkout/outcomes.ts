import { END, eventTypeFilter, type EventStoreDBClient } from '@eventstore/db-client';
import { z } from 'zod';

/** How an order ended: confirmed, or cancelled and why. */
export type Outcome =
  { readonly kind: 'confirmed'; readonly at: number } | { readonly kind: 'cancelled'; readonly reason: string };

const WITHIN_MS = 120_000;
const ended = z.object({ orderId: z.string(), reason: z.string().optional() });

/** Listens to the log for how orders end. */
export class Outcomes {
  readonly #outcomes = new Map<string, Outcome>();
  readonly #stop: () => Promise<void>;
  #onNews: () => void = () => undefined;

  private constructor(client: EventStoreDBClient, listening: () => void, failed: (error: Error) => void) {
    const filter = eventTypeFilter({ regex: '^Order(Confirmed|Cancelled)$' });
    const subscription = client.subscribeToAll({ fromPosition: END, filter });
    subscription.once('confirmation', listening);
    subscription.once('error', failed);
    subscription.on('data', ({ event }) => {
      if (!event) return;
      const { orderId, reason } = ended.parse(event.data);
      this.#outcomes.set(
        orderId,
        reason === undefined ? { kind: 'confirmed', at: performance.now() } : { kind: 'cancelled', reason },
      );
      this.#onNews();
    });
    this.#stop = () => subscription.unsubscribe();
  }

  /** From now on. */
  static listen(client: EventStoreDBClient): Promise<Outcomes> {
    return new Promise((resolve, reject) => {
      const made: Outcomes = new Outcomes(
        client,
        () => {
          resolve(made);
        },
        reject,
      );
    });
  }

  /**
   * Waits for how all of these ended.
   *
   * @throws Error naming how many did not within two minutes
   */
  async of(orderIds: readonly string[]): Promise<ReadonlyMap<string, Outcome>> {
    const open = () => orderIds.filter((orderId) => !this.#outcomes.has(orderId)).length;
    await new Promise<void>((resolve, reject) => {
      const impatient = setTimeout(() => {
        reject(new Error(`${open().toString()} of ${orderIds.length.toString()} orders have no outcome`));
      }, WITHIN_MS);
      this.#onNews = () => {
        if (open() > 0) return;
        clearTimeout(impatient);
        resolve();
      };
      this.#onNews();
    });
    return this.#outcomes;
  }

  stop(): Promise<void> {
    return this.#stop();
  }
}
