import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { open, type Database, type RootDatabase } from 'lmdb';
import type { Books, Due } from '../api/books.js';
import type { Behaviour } from '../api/cards.js';
import { apiVersion, type ApiObject, type GatewayEvent, type Kind, type Objects } from '../objects.js';

/** An answer that is given again to a request that comes again. */
export type KeptAnswer = {
  readonly fingerprint: string;
  readonly status: number;
  readonly body: string;
  /** Seconds. */
  readonly at: number;
};
/** An event on its way to an endpoint. */
export type Delivery = {
  readonly eventId: string;
  readonly endpointId: string;
  readonly attempts: number;
  readonly at: number;
};

type Kept = { readonly seq: number; readonly object: ApiObject };
type Key = (string | number)[] | string;

/** The gateway cannot write any more; it answers nothing that it could lose. */
export class StoreBroken extends Error {
  override readonly name = 'StoreBroken';
}

/** What one request knows about itself. */
export type RequestOf = {
  readonly now: number;
  readonly requestId: string | null;
  readonly idempotencyKey: string | null;
};

const placeOf = ({ at, eventId, endpointId }: Delivery): Key => [at, eventId, endpointId];

const subscribes = (enabled: readonly string[], type: string): boolean =>
  enabled.includes('*') || enabled.includes(type);

/** What lists an object stands in besides its kind's own. */
const ownersOf = (object: ApiObject): readonly string[] => {
  switch (object.object) {
    case 'charge':
      return [object.payment_intent];
    case 'refund':
    case 'dispute':
      return [object.payment_intent, object.charge];
    default:
      return [];
  }
};

/**
 * Everything the gateway knows, on disk. A request's work is one LMDB transaction: all of it stands, and is safe from a crash of
 * the machine, before it is answered.
 */
export class Store {
  readonly #root: RootDatabase<unknown, Key>;
  readonly #objects: Database<Kept, Key>;
  readonly #lists: Database<string, Key>;
  readonly #behaviours: Database<Behaviour, Key>;
  readonly #dues: Database<Due, Key>;
  readonly #answers: Database<KeptAnswer, Key>;
  readonly #answersByAge: Database<string, Key>;
  readonly #deliveries: Database<Delivery, Key>;
  readonly #secrets: Database<string, Key>;
  readonly #counters: Database<number, Key>;
  readonly #newId: (prefix: string) => string;
  #broken: unknown;

  constructor(folder: string, newId: (prefix: string) => string) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    this.#newId = newId;
    this.#root = open({ path: join(folder, 'gateway.mdb'), encoding: 'json', overlappingSync: false, maxDbs: 16 });
    this.#objects = this.#root.openDB({ name: 'objects', encoding: 'json' });
    this.#lists = this.#root.openDB({ name: 'lists', encoding: 'json' });
    this.#behaviours = this.#root.openDB({ name: 'behaviours', encoding: 'json' });
    this.#dues = this.#root.openDB({ name: 'dues', encoding: 'json' });
    this.#answers = this.#root.openDB({ name: 'answers', encoding: 'json' });
    this.#answersByAge = this.#root.openDB({ name: 'answers-by-age', encoding: 'json' });
    this.#deliveries = this.#root.openDB({ name: 'deliveries', encoding: 'json' });
    this.#secrets = this.#root.openDB({ name: 'secrets', encoding: 'json' });
    this.#counters = this.#root.openDB({ name: 'counters', encoding: 'json' });
  }

  get isBroken(): boolean {
    return this.#broken !== undefined;
  }

  /**
   * Runs a piece of work on the books. What it throws is thrown once what it wrote stands: a declined charge is a fact.
   *
   * @throws StoreBroken when the disk did not take it; nothing can be written from then on
   */
  async work<Result>(of: RequestOf, task: (books: Books) => Result): Promise<Result> {
    if (this.#broken !== undefined)
      throw new StoreBroken('the gateway could not write to its disk and must be restarted');
    let outcome: { readonly result: Result } | { readonly thrown: unknown } | undefined;
    try {
      await this.#root.transaction(() => {
        try {
          outcome = { result: task(this.#books(of)) };
        } catch (thrown) {
          outcome = { thrown };
        }
      });
    } catch (error) {
      this.#broken = error;
      throw new StoreBroken('the gateway could not write to its disk', { cause: error });
    }
    if (outcome === undefined) throw new StoreBroken('the work was not carried out');
    if ('thrown' in outcome) throw outcome.thrown;
    return outcome.result;
  }

  find<K extends Kind>(kind: K, id: string): Objects[K] | undefined {
    const kept = this.#objects.get([kind, id]);
    // What lies under a kind is of that kind.
    return kept?.object as Objects[K] | undefined;
  }

  /** Newest first. */
  *list<K extends Kind>(kind: K, of = ''): Iterable<Objects[K]> {
    const range = { start: [kind, of, Number.MAX_SAFE_INTEGER], end: [kind, of, -1], reverse: true };
    for (const { value: id } of this.#lists.getRange(range)) {
      const found = this.find(kind, id);
      if (found) yield found;
    }
  }

  answerTo(key: string): KeptAnswer | undefined {
    return this.#answers.get(key);
  }

  /** Part of a work: keeps its answer. */
  keepAnswer(key: string, answer: KeptAnswer): void {
    void this.#answers.put(key, answer);
    void this.#answersByAge.put([answer.at, key], key);
  }

  /** Part of a work: forgets answers from before a time (seconds), some at a time. */
  forgetAnswers(before: number): void {
    for (const { key, value } of [...this.#answersByAge.getRange({ start: [0], end: [before], limit: 100 })]) {
      void this.#answersByAge.remove(key);
      if ((this.#answers.get(value)?.at ?? before) < before) void this.#answers.remove(value);
    }
  }

  secretOf(endpointId: string): string | undefined {
    return this.#secrets.get(endpointId);
  }

  /** Part of a work. */
  putSecret(endpointId: string, secret: string): void {
    void this.#secrets.put(endpointId, secret);
  }

  /** Part of a work: takes out what is due by now (seconds). */
  takeDue(now: number): readonly Due[] {
    const found = [...this.#dues.getRange({ start: [0], end: [now, Number.MAX_SAFE_INTEGER], limit: 100 })];
    for (const { key } of found) void this.#dues.remove(key);
    return found.map(({ value }) => value);
  }

  hasDue(now: number): boolean {
    return this.#dues.getKeysCount({ start: [0], end: [now, Number.MAX_SAFE_INTEGER], limit: 1 }) > 0;
  }

  /** Deliveries that are to be tried by now (seconds), the longest waiting first. */
  dueDeliveries(now: number): readonly Delivery[] {
    const range = { start: [0], end: [now, '\uffff'], limit: 200 };
    return [...this.#deliveries.getRange(range)].map(({ value }) => value);
  }

  /** Part of a work: a delivery that failed is tried again at a later time (seconds). */
  retryDelivery(delivery: Delivery, at: number): void {
    void this.#deliveries.remove(placeOf(delivery));
    this.#putDelivery({ ...delivery, attempts: delivery.attempts + 1, at });
  }

  /** Part of a work: an endpoint has the event, or never will. */
  endDelivery(delivery: Delivery): void {
    void this.#deliveries.remove(placeOf(delivery));
    const event = this.find('event', delivery.eventId);
    if (event) this.#put({ ...event, pending_webhooks: Math.max(0, event.pending_webhooks - 1) });
  }

  #putDelivery(delivery: Delivery): void {
    void this.#deliveries.put(placeOf(delivery), delivery);
  }

  async close(): Promise<void> {
    await this.#root.close();
  }

  #books(of: RequestOf): Books {
    return {
      find: (kind, id) => this.find(kind, id),
      list: (kind, owner) => this.list(kind, owner),
      put: (object) => {
        this.#put(object);
      },
      remove: (kind, id) => {
        const kept = this.#objects.get([kind, id]);
        if (!kept) return;
        void this.#objects.remove([kind, id]);
        for (const owner of ['', ...ownersOf(kept.object)]) void this.#lists.remove([kind, owner, kept.seq]);
      },
      behaviourOf: (id) => this.#behaviours.get(id) ?? {},
      putBehaviour: (id, behaviour) => void this.#behaviours.put(id, behaviour),
      schedule: (due) => void this.#dues.put([due.at, this.#next()], due),
      tell: (type, object) => {
        this.#tell(of, type, object);
      },
    };
  }

  #next(): number {
    const next = (this.#counters.get('seq') ?? 0) + 1;
    void this.#counters.put('seq', next);
    return next;
  }

  #put(object: ApiObject): void {
    const key: Key = [object.object, object.id];
    const before = this.#objects.get(key);
    const seq = before?.seq ?? this.#next();
    void this.#objects.put(key, { seq, object });
    if (before) return;
    for (const owner of ['', ...ownersOf(object)]) void this.#lists.put([object.object, owner, seq], object.id);
  }

  #tell(of: RequestOf, type: string, object: GatewayEvent['data']['object']): void {
    const endpoints = [...this.list('webhook_endpoint')].filter(
      ({ status, enabled_events }) => status === 'enabled' && subscribes(enabled_events, type),
    );
    const event: GatewayEvent = {
      ...{ id: this.#newId('evt_'), object: 'event', api_version: apiVersion, created: of.now },
      data: { object },
      livemode: false,
      pending_webhooks: endpoints.length,
      request: { id: of.requestId, idempotency_key: of.idempotencyKey },
      type,
    };
    this.#put(event);
    for (const { id } of endpoints) this.#putDelivery({ eventId: event.id, endpointId: id, attempts: 0, at: of.now });
  }
}
