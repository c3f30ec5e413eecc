import { request as http } from 'node:http';
import { request as https } from 'node:https';
import type { Dials } from '../dials.js';
import type { Delivery, RequestOf, Store } from '../storage/store.js';
import { signatureOf } from './signature.js';

/** An endpoint has so long to answer. */
const ANSWER_WITHIN_MS = 10_000;
/** Retried for three days, as Stripe does, after pauses that double up to an hour. */
const GIVE_UP_AFTER = 90;
const FIRST_PAUSE_S = 1;
const MOST_PAUSE_S = 3_600;
const AT_A_TIME = 8;

const pauseOf = (attempts: number): number => Math.min(FIRST_PAUSE_S * 2 ** (attempts - 1), MOST_PAUSE_S);

/** Sends a body; resolves with the status, or undefined when no answer came. */
const post = (url: string, body: string, signature: string): Promise<number | undefined> =>
  new Promise((resolve) => {
    const send = url.startsWith('https:') ? https : http;
    const asked = send(
      url,
      {
        method: 'POST',
        timeout: ANSWER_WITHIN_MS,
        headers: {
          'Content-Type': 'application/json; charset=utf-8',
          'Content-Length': Buffer.byteLength(body),
          'Stripe-Signature': signature,
          'User-Agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
        },
      },
      (response) => {
        response.resume();
        response.once('end', () => {
          resolve(response.statusCode);
        });
        response.once('error', () => {
          resolve(undefined);
        });
      },
    );
    asked.once('timeout', () => asked.destroy());
    asked.once('error', () => {
      resolve(undefined);
    });
    asked.end(body);
  });

export type CourierOptions = {
  readonly store: Store;
  /** Seconds. */
  readonly now: () => number;
  readonly dials: Dials;
  readonly log: (message: string, more: Readonly<Record<string, unknown>>) => void;
};

/**
 * Takes events to the endpoints that asked for them, at least once each and in no order that anybody should count on. What was
 * not taken is tried again, also after a restart.
 */
export class Courier {
  readonly #store: Store;
  readonly #now: () => number;
  readonly #dials: Dials;
  readonly #log: CourierOptions['log'];
  #atWork: Promise<void> | undefined;
  #again = false;
  #closed = false;
  readonly #underWay = new Set<string>();

  constructor({ store, now, dials, log }: CourierOptions) {
    this.#store = store;
    this.#now = now;
    this.#dials = dials;
    this.#log = log;
  }

  /** Looks at what is to be sent; never fails. */
  wake(): void {
    this.#again = true;
    if (this.#atWork || this.#closed) return;
    this.#atWork = this.#run().finally(() => {
      this.#atWork = undefined;
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#atWork;
  }

  async #run(): Promise<void> {
    while (this.#again && !this.#closed) {
      this.#again = false;
      const due = this.#store.dueDeliveries(this.#now());
      const held = this.#dials.webhookReorder;
      if (held > 1 && due.length < held) return;
      const turn = held > 1 ? [...due].reverse() : due;
      for (let start = 0; start < turn.length; start += AT_A_TIME)
        await Promise.all(turn.slice(start, start + AT_A_TIME).map((delivery) => this.#deliver(delivery)));
    }
  }

  async #deliver(delivery: Delivery): Promise<void> {
    const key = `${delivery.eventId} ${delivery.endpointId}`;
    if (this.#underWay.has(key) || this.#closed) return;
    this.#underWay.add(key);
    try {
      const taken = await this.#send(delivery);
      const attempts = delivery.attempts + 1;
      const of: RequestOf = { now: this.#now(), requestId: null, idempotencyKey: null };
      await this.#store.work(of, () => {
        if (taken || attempts >= GIVE_UP_AFTER) this.#store.endDelivery(delivery);
        else this.#store.retryDelivery(delivery, this.#now() + pauseOf(attempts));
      });
      if (!taken) this.#log('a webhook was not taken', { ...delivery, attempts, givenUp: attempts >= GIVE_UP_AFTER });
    } catch (error) {
      this.#log('a webhook could not be dealt with', { ...delivery, reason: String(error) });
    } finally {
      this.#underWay.delete(key);
    }
  }

  async #send({ eventId, endpointId, attempts }: Delivery): Promise<boolean> {
    const event = this.#store.find('event', eventId);
    const endpoint = this.#store.find('webhook_endpoint', endpointId);
    const secret = this.#store.secretOf(endpointId);
    // An endpoint that was taken away waits for nothing.
    if (!event || endpoint?.status !== 'enabled' || secret === undefined) return true;
    if (attempts === 0 && this.#dials.webhookDrop > 0) {
      this.#dials.webhookDrop--;
      return false;
    }
    const body = JSON.stringify(event, null, 2);
    const signature = signatureOf(secret, this.#now(), body);
    let status: number | undefined;
    for (let copy = 0; copy < this.#dials.webhookCopies; copy++) status = await post(endpoint.url, body, signature);
    return status !== undefined && status >= 200 && status < 300;
  }
}
