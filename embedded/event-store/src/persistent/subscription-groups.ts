import type { EventStore } from '../store/event-store.js';
import type { Tell } from '../tell.js';
import type { GroupEntry } from './group-entry.js';
import { loadConfiguration, saveConfiguration } from './group-configuration.js';
import { ALL, checkpointStreamOf, keyOf, parkedStreamOf, type GroupIdentity } from './group-identity.js';
import { GroupRunner } from './group-runner.js';
import { checkSettings, InvalidSettings, type GroupSettings } from './group-settings.js';

/** How often the clock is looked at: the precision of time-outs. */
const TICK_MS = 100;
const ANY = { kind: 'any' } as const;

export type Change = 'done' | 'exists' | 'does-not-exist';

/** Every persistent subscription of a store. Changes happen one after another. */
export class SubscriptionGroups {
  readonly #store: EventStore;
  readonly #tell: Tell;
  readonly #clock: () => number;
  readonly #runners = new Map<string, GroupRunner>();
  #entries: readonly GroupEntry[] = [];
  #changes: Promise<unknown> = Promise.resolve();
  readonly #onPublished = (): void => {
    for (const runner of this.#runners.values()) runner.published();
  };
  readonly #timer: NodeJS.Timeout;

  constructor(store: EventStore, tell: Tell, clock: () => number = Date.now) {
    this.#store = store;
    this.#tell = tell;
    this.#clock = clock;
    store.on('published', this.#onPublished);
    this.#timer = setInterval(() => {
      for (const runner of this.#runners.values()) runner.tick();
    }, TICK_MS).unref();
    this.#load();
  }

  /** Waits for changes that were asked for before. */
  async settled(): Promise<void> {
    await this.#changes;
  }

  find(identity: GroupIdentity): GroupRunner | undefined {
    return this.#runners.get(keyOf(identity));
  }

  /** Those on one stream (or `$all`), or all of them; in the order in which they were created. */
  list(stream?: string): readonly GroupRunner[] {
    const runners = [...this.#runners.values()];
    return stream === undefined ? runners : runners.filter(({ identity }) => identity.stream === stream);
  }

  /** @throws InvalidSettings, or the store's error where it takes nothing; then nothing is changed */
  create(identity: GroupIdentity, settings: GroupSettings): Promise<Change> {
    return this.#change(async () => {
      if (this.find(identity)) return 'exists';
      const entry = this.#entryOf(identity, settings);
      // What a group of this name left behind when it was deleted in the moment of a crash.
      await this.#forget(identity);
      await this.#save([...this.#entries, entry]);
      this.#run(entry);
      return 'done';
    });
  }

  /** Drops the consumers; the group goes on from its checkpoint. @throws as `create` */
  update(identity: GroupIdentity, settings: GroupSettings): Promise<Change> {
    return this.#change(async () => {
      const runner = this.find(identity);
      if (!runner) return 'does-not-exist';
      // What events of $all it is for was said when it was created, and cannot be said again.
      const entry = this.#entryOf(identity, { ...settings, filter: runner.settings.filter });
      await this.#save(this.#entries.map((other) => (keyOf(other) === keyOf(identity) ? entry : other)));
      await runner.stop();
      this.#run(entry);
      return 'done';
    });
  }

  /** Drops the consumers, and forgets the checkpoint and what is parked. @throws the store's error */
  delete(identity: GroupIdentity): Promise<Change> {
    return this.#change(async () => {
      const runner = this.find(identity);
      if (!runner) return 'does-not-exist';
      await this.#save(this.#entries.filter((other) => keyOf(other) !== keyOf(identity)));
      this.#runners.delete(keyOf(identity));
      await runner.stop();
      await this.#forget(identity);
      return 'done';
    });
  }

  /** Drops all consumers and begins anew from what was written down. */
  restart(): Promise<void> {
    return this.#change(async () => {
      await this.#stopAll();
      this.#load();
    });
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    this.#store.off('published', this.#onPublished);
    await this.#change(() => this.#stopAll());
  }

  async #stopAll(): Promise<void> {
    await Promise.all(Array.from(this.#runners.values(), (runner) => runner.stop()));
    this.#runners.clear();
  }

  #load(): void {
    this.#entries = loadConfiguration(this.#store, this.#tell);
    for (const entry of this.#entries) this.#run(entry);
  }

  async #save(entries: readonly GroupEntry[]): Promise<void> {
    await saveConfiguration(this.#store, entries, this.#clock());
    this.#entries = entries;
  }

  #entryOf(identity: GroupIdentity, settings: GroupSettings): GroupEntry {
    checkSettings(settings);
    const { startFrom } = settings;
    const { index } = this.#store;
    const last = index.visible === 0 ? -1 : index.position(index.visible - 1);
    if (identity.stream === ALL) {
      if (startFrom.kind === 'at' && startFrom.at > this.#store.end)
        throw new InvalidSettings(
          `Invalid Start From position: the last position in the log is ${last.toString()}, and ${startFrom.at.toString()} is beyond it`,
        );
      return { ...identity, settings, startAt: startFrom.kind === 'at' ? startFrom.at : last + 1 };
    }
    const end = this.#store.visibleEnd(identity.stream);
    return { ...identity, settings, startAt: startFrom.kind === 'at' ? startFrom.at : end };
  }

  async #forget(identity: GroupIdentity): Promise<void> {
    for (const stream of [checkpointStreamOf(identity), parkedStreamOf(identity)])
      if (this.#store.readable(stream)) await this.#store.softDelete(stream, ANY);
  }

  #run(entry: GroupEntry): void {
    const { settings, startAt, stream, group } = entry;
    const runner = new GroupRunner({
      store: this.#store,
      identity: { stream, group },
      settings,
      startAt,
      tell: this.#tell,
      clock: this.#clock,
    });
    this.#runners.set(keyOf(entry), runner);
  }

  #change<Result>(work: () => Promise<Result>): Promise<Result> {
    const done = this.#changes.then(work);
    this.#changes = done.catch(() => undefined);
    return done;
  }
}
