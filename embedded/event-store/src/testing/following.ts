import type {
  AllStreamResolvedEvent,
  PersistentSubscriptionToAll,
  PersistentSubscriptionToStream,
  ResolvedEvent,
} from '@eventstore/db-client';

type Subscription = PersistentSubscriptionToStream | PersistentSubscriptionToAll;
type Seen = (ResolvedEvent | AllStreamResolvedEvent) & { readonly retryCount: number };

const WAIT_MS = 10_000;

/** A consumer of a persistent subscription, and what it saw. */
export class Following {
  readonly seen: Seen[] = [];
  readonly subscription: Subscription;
  readonly #answer: (event: Seen, nth: number) => unknown;
  error: unknown;
  confirmed = false;

  /** @param answer what it says of the nth message, from 0; by default it acknowledges */
  constructor(subscription: Subscription, answer?: (event: Seen, nth: number) => unknown) {
    this.subscription = subscription;
    this.#answer = answer ?? ((event) => subscription.ack(event));
    subscription.on('confirmation', () => {
      this.confirmed = true;
    });
    subscription.on('error', (error) => {
      this.error = error;
    });
    subscription.on('data', (event) => {
      this.seen.push(event);
      void Promise.resolve(this.#answer(event, this.seen.length - 1)).catch((error: unknown) => {
        this.error ??= error;
      });
    });
  }

  /** Labels of what it saw, with the number of retries where there are any: `a`, `a/1`. */
  get labels(): string[] {
    return this.seen.map(({ event, retryCount }) => {
      const data: unknown = event?.data;
      const label =
        data !== null && typeof data === 'object' && 'label' in data ? String(data.label) : (event?.type ?? 'no event');
      return retryCount === 0 ? label : `${label}/${retryCount.toString()}`;
    });
  }

  /** Waits until it saw so many. */
  saw(count: number): Promise<void> {
    return eventually(
      () => this.seen.length >= count,
      () => `${count.toString()} messages; it saw ${this.labels.join(' ')}`,
    );
  }

  /** Waits until it was told of an error, and gives it. */
  async failed(): Promise<unknown> {
    await eventually(
      () => this.error !== undefined,
      () => 'an error',
    );
    return this.error;
  }

  async stop(): Promise<void> {
    await this.subscription.unsubscribe();
  }
}

/** Waits until something is so. @throws Error that names what was waited for */
export const eventually = async (
  so: () => boolean | Promise<boolean>,
  what: () => string = () => so.toString(),
): Promise<void> => {
  for (const end = Date.now() + WAIT_MS; !(await so());) {
    if (Date.now() > end) throw new Error(`waited in vain for ${what()}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};

/** For what must not come: long enough that it would have. */
export const aWhile = (milliseconds = 300): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/** The error that work ends with. @throws Error where it does not */
export const failureOf = async (work: Promise<unknown>): Promise<unknown> => {
  try {
    await work;
  } catch (error) {
    return error;
  }
  throw new Error('it did not fail');
};
