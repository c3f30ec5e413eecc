import {
  ANY,
  BACKWARDS,
  FORWARDS,
  jsonEvent,
  NO_STREAM,
  START,
  STREAM_EXISTS,
  streamNameFilter,
  type AllStreamSubscription,
  type EventStoreDBClient,
  type StreamSubscription,
} from '@eventstore/db-client';
import { attempt, type Outcome, type RestartingServer } from '../restarting-server.js';
import type { SeededRandom } from '../seeded-random.js';
import { StreamModel, type Expecting, type Rules, type Verdict } from './stream-model.js';

const STREAMS = 5;
const REFUSALS = ['wrong-expected-version', 'stream-deleted', 'stream-not-found'];
/** How often each step is taken. */
const STEPS = {
  append: 10,
  repeat: 4,
  read: 6,
  rules: 2,
  delete: 2,
  tombstone: 0.4,
  follow: 1,
  followAll: 0.5,
  all: 0.5,
};

const client = (expecting: Expecting) =>
  typeof expecting === 'number'
    ? BigInt(expecting)
    : ({ any: ANY, no_stream: NO_STREAM, stream_exists: STREAM_EXISTS } as const)[expecting];

/** Takes random steps on streams of its own, one after another, and compares each answer with the model's. */
export class Lane {
  readonly #server: RestartingServer;
  readonly #random: SeededRandom;
  readonly #name: string;
  readonly #streams: StreamModel[] = [];
  /** Every stream that there ever was, with the position of its last event. */
  readonly all: StreamModel[] = [];
  readonly wrong: string[] = [];
  readonly history: string[] = [];
  #position = -1n;

  constructor(name: string, server: RestartingServer, random: SeededRandom) {
    this.#name = name;
    this.#server = server;
    this.#random = random;
    for (let n = 0; n < STREAMS; n++) this.#streams.push(this.#newStream());
  }

  async step(): Promise<void> {
    const at = this.#random.below(STREAMS);
    const stream = this.#streams[at] ?? this.#newStream();
    const kind = this.#random.weighted(STEPS);
    if (kind === 'append' || kind === 'repeat') await this.#append(stream, kind === 'repeat');
    else if (kind === 'read') await this.#read(stream);
    else if (kind === 'rules') await this.#setRules(stream);
    else if (kind === 'follow') await this.#follow(stream);
    else if (kind === 'followAll') await this.#followAll(stream);
    else if (kind === 'all') await this.#readAll();
    else await this.#remove(stream, kind);
    // A tombstoned stream has little more to say: it is asked a few times and then another takes its place.
    if (stream.tombstoned && this.#random.chance(0.2)) this.#streams[at] = this.#newStream();
  }

  #newStream(): StreamModel {
    const stream = new StreamModel(`model-${this.#name}.${this.all.length.toString()}-`);
    this.all.push(stream);
    return stream;
  }

  #expecting(stream: StreamModel): Expecting {
    const kind = this.#random.weighted({ any: 4, no_stream: 1.5, stream_exists: 1.5, right: 4, wrong: 2 });
    if (kind === 'right') return stream.last < 0 ? 'no_stream' : stream.last;
    return kind === 'wrong' ? this.#random.below(stream.last + 4) : kind;
  }

  async #append(stream: StreamModel, repeating: boolean): Promise<void> {
    const random = this.#random;
    const fresh = Array.from({ length: 1 + random.below(3) }, () => random.uuid());
    let expecting = this.#expecting(stream);
    let ids = fresh;
    if (repeating && stream.last >= 0) {
      const from = random.below(stream.ids.length);
      ids = [...stream.ids.slice(from, from + 1 + random.below(3)), ...(random.chance(0.2) ? fresh : [])];
      if (random.chance(0.5)) expecting = from === 0 ? 'no_stream' : from - 1;
      // Written a second time where that is what is expected: then ids stand twice, and a model that asks where is no longer plain.
      if (stream.judgeAppend(expecting, ids).kind === 'write') ids = fresh;
    }
    const events = ids.map((id) => jsonEvent({ id, type: 'modelled', data: { id } }));
    const verdict = stream.judgeAppend(expecting, ids);
    const undeletes = stream.softDeleted && verdict.kind === 'write' && expecting === 'no_stream';
    const say = `append ${ids.length.toString()} to ${stream.name} expecting ${expecting.toString()}`;
    const done = await this.#call(
      say,
      (to) => to.appendToStream(stream.name, events, { expectedRevision: client(expecting) }),
      undeletes ? () => this.#isReadable(stream) : undefined,
    );
    if (done === 'applied') stream.append(ids);
    else if (this.#compare(say, done, verdict) && done.kind === 'done') {
      const { nextExpectedRevision, position } = done.value;
      const revision = verdict.kind === 'repeat' ? verdict.revision : stream.last + ids.length;
      if (nextExpectedRevision !== BigInt(revision))
        this.#wrong(say, `revision ${String(nextExpectedRevision)}, not ${revision.toString()}`);
      if (verdict.kind !== 'write') return;
      stream.append(ids);
      const { commit } = position ?? { commit: -1n };
      if (commit <= this.#position) this.#wrong(say, `position ${String(commit)} after ${String(this.#position)}`);
      this.#position = commit;
    }
  }

  async #remove(stream: StreamModel, what: 'delete' | 'tombstone'): Promise<void> {
    // What a delete of a stream that has rules and no events leaves is not told by the protocol.
    if (what === 'delete' && stream.last < 0 && stream.rules) return;
    const expecting = this.#expecting(stream);
    if (expecting === 'stream_exists') return;
    const verdict = stream.judgeRemoval(expecting, what);
    const say = `${what} ${stream.name} expecting ${expecting.toString()}`;
    // The types of the client know no bare form of this option.
    const options = { expectedRevision: client(expecting) as bigint };
    const done = await this.#call(say, (to) =>
      what === 'delete' ? to.deleteStream(stream.name, options) : to.tombstoneStream(stream.name, options),
    );
    if (done === 'applied') return;
    const repeated = done.kind === 'refused' && done.again && what === 'tombstone' && verdict.kind === 'write';
    if (!repeated && !this.#compare(say, done, verdict)) return;
    if (verdict.kind !== 'write') return;
    if (what === 'delete') stream.delete();
    else stream.tombstoned = true;
  }

  async #setRules(stream: StreamModel): Promise<void> {
    const random = this.#random;
    const rules: Rules = {
      ...(random.chance(0.7) || stream.softDeleted ? { maxCount: 1 + random.below(12) } : {}),
      ...(random.chance(0.5) && !stream.softDeleted ? { truncateBefore: random.below(stream.last + 3) } : {}),
    };
    const say = `rules of ${stream.name}: ${JSON.stringify(rules)}`;
    const done = await this.#call(
      say,
      (to) => to.setStreamMetadata(stream.name, rules),
      stream.softDeleted ? () => this.#isReadable(stream) : undefined,
    );
    const verdict: Verdict = { kind: stream.tombstoned ? 'stream-deleted' : 'write' };
    if (done !== 'applied' && (!this.#compare(say, done, verdict) || done.kind !== 'done')) return;
    stream.setRules(rules);
  }

  async #read(stream: StreamModel): Promise<void> {
    const backwards = this.#random.chance(0.4);
    const from = this.#random.below(stream.last + 4);
    const maxCount = 1 + this.#random.below(20);
    const say = `read ${stream.name} ${backwards ? 'back' : 'on'} from ${from.toString()}, ${maxCount.toString()}`;
    const done = await this.#call(say, async (to) => {
      const found: string[] = [];
      const direction = backwards ? BACKWARDS : FORWARDS;
      for await (const { event } of to.readStream(stream.name, { direction, fromRevision: BigInt(from), maxCount }))
        found.push(`${String(event?.revision)} ${event?.id ?? ''}`);
      return found.join();
    });
    if (done === 'applied') return;
    if (stream.unreadable) {
      this.#compare(say, done, { kind: stream.unreadable });
      return;
    }
    const wanted = stream.readable(from, maxCount, backwards).map((at) => `${at.toString()} ${stream.ids[at] ?? ''}`);
    this.#equal(say, done, wanted.join());
  }

  async #follow(stream: StreamModel): Promise<void> {
    const wanted = stream.unreadable ? [] : stream.readable(0, Infinity, false).map((at) => stream.ids[at] ?? '');
    const say = `follow ${stream.name}`;
    await this.#gather(say, (to) => to.subscribeToStream(stream.name, { fromRevision: START }), wanted);
  }

  /** `$all` hides nothing. */
  async #followAll(stream: StreamModel): Promise<void> {
    const filter = streamNameFilter({ prefixes: [stream.name] });
    await this.#gather(`follow $all for ${stream.name}`, (to) => to.subscribeToAll({ filter }), stream.ids);
  }

  async #gather(
    say: string,
    subscribe: (to: EventStoreDBClient) => StreamSubscription | AllStreamSubscription,
    wanted: readonly string[],
  ): Promise<void> {
    if (wanted.length === 0) return;
    const done = await this.#call(say, async (to) => {
      const subscription = subscribe(to);
      const found: string[] = [];
      await new Promise<void>((resolve, reject) => {
        const timer = setTimeout(resolve, 10_000);
        subscription.on('error', reject);
        subscription.on('data', ({ event }) => {
          // A tombstone stands in $all too.
          if (event?.type === 'modelled') found.push(event.id);
          if (found.length < wanted.length) return;
          clearTimeout(timer);
          resolve();
        });
      });
      await subscription.unsubscribe();
      return found.join();
    });
    if (done !== 'applied') this.#equal(say, done, wanted.join());
  }

  async #readAll(): Promise<void> {
    const done = await this.#call('read $all back', async (to) => {
      const positions: bigint[] = [];
      for await (const { event } of to.readAll({ direction: BACKWARDS, fromPosition: 'end', maxCount: 50 }))
        positions.push(event?.position.commit ?? -1n);
      return positions.some((at, n) => n > 0 && at >= (positions[n - 1] ?? -1n)) ? positions.join() : 'in order';
    });
    if (done !== 'applied') this.#equal('read $all back', done, 'in order');
  }

  async #isReadable({ name }: StreamModel): Promise<boolean> {
    const look = async (to: EventStoreDBClient): Promise<boolean> => {
      // Read to its end: a reading that is left early keeps the client from ever being disposed of.
      const found: unknown[] = [];
      for await (const { event } of to.readStream(name, { maxCount: 1 })) found.push(event);
      return found.length <= 1;
    };
    for (;;) {
      const outcome = await attempt(await this.#server.life(), look, REFUSALS);
      if (outcome.kind !== 'unknown') return outcome.kind === 'done';
    }
  }

  /**
   * Makes a call until its outcome is known. @param applied asked before a call is made again that would not say the same
   * a second time
   */
  async #call<Value>(
    say: string,
    call: (to: EventStoreDBClient) => Promise<Value>,
    applied?: () => Promise<boolean>,
  ): Promise<'applied' | (Exclude<Outcome<Value>, { kind: 'unknown' }> & { readonly again: boolean })> {
    this.history.push(say);
    for (let again = false; ; again = true) {
      if (again && (await applied?.())) return 'applied';
      const outcome = await attempt(await this.#server.life(), call, REFUSALS);
      if (outcome.kind !== 'unknown') return { ...outcome, again };
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  #equal(say: string, done: Outcome<string>, wanted: string): void {
    const found = done.kind === 'done' ? done.value : done.kind === 'refused' ? String(done.error) : '';
    if (found === wanted) return;
    const [given, right] = [found.split(','), wanted.split(',')];
    const at = right.findIndex((one, n) => given[n] !== one);
    const told = (list: readonly string[]): string => `${list.length.toString()} with "${list.at(at) ?? 'nothing'}"`;
    this.#wrong(say, `it gave ${told(given)}, not ${told(right)} at ${at.toString()}`);
  }

  #compare(say: string, done: Outcome<unknown>, verdict: Verdict | { readonly kind: 'stream-not-found' }): boolean {
    const wanted = verdict.kind === 'repeat' || verdict.kind === 'write' ? 'done' : verdict.kind;
    const refusal =
      done.kind === 'refused' && done.error instanceof Error && 'type' in done.error ? done.error.type : '';
    const found = done.kind === 'refused' ? String(refusal) : done.kind;
    if (found !== wanted) this.#wrong(say, `it came to ${found}, not ${wanted}`);
    return found === wanted;
  }

  #wrong(say: string, what: string): void {
    const stream = /model-[\w.]+-/.exec(say)?.[0] ?? '$';
    const before = this.history.filter((step) => step.includes(stream)).slice(-8, -1);
    this.wrong.push(`${say}: ${what}; before it: ${before.join('; ')}`);
  }
}
