import type { PersistentSubscriptionToAll, ResolvedEvent } from '@eventstore/db-client';

/** One message to the store tells of all that ended in this time. */
const TOGETHER_MS = 5;

/** Tells the store what was dealt with. One that it does not hear is offered again, which changes nothing. */
export class Acknowledgements {
  readonly #subscription: Pick<PersistentSubscriptionToAll, 'ack' | 'nack'>;
  #done: ResolvedEvent[] = [];
  #telling: NodeJS.Timeout | undefined;

  constructor(subscription: Pick<PersistentSubscriptionToAll, 'ack' | 'nack'>) {
    this.#subscription = subscription;
  }

  done(event: ResolvedEvent): void {
    this.#done.push(event);
    this.#telling ??= setTimeout(() => void this.flush(), TOGETHER_MS);
  }

  /** Sets an event aside in the group's own stream, with the reason, until it is replayed. */
  async park(event: ResolvedEvent, reason: string): Promise<void> {
    await this.#subscription.nack('park', reason, event).catch(() => undefined);
  }

  /** Leaves an event to whoever comes next. */
  async leave(event: ResolvedEvent): Promise<void> {
    await this.#subscription.nack('retry', 'this instance stops', event).catch(() => undefined);
  }

  /** Tells at once what waits to be told. */
  async flush(): Promise<void> {
    clearTimeout(this.#telling);
    this.#telling = undefined;
    const done = this.#done;
    this.#done = [];
    // On a connection that broke it is in vain: those events come again.
    if (done.length > 0) await this.#subscription.ack(...done).catch(() => undefined);
  }
}
