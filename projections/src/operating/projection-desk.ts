import { setTimeout as sleep } from 'node:timers/promises';
import type { EventStoreDBClient } from '@eventstore/db-client';
import {
  engineCollections,
  type BuildDocument,
  type CheckpointDocument,
  type DeadLetterDocument,
  type HeldEventDocument,
  type Recorded,
  type ViewDocument,
} from '@storefold/contracts';
import { toRecorded, type LogEntry } from '@storefold/platform';
import type { Db } from 'mongodb';
import { Builds, isFoldedBy, liveBuild, withPromoted, withRebuild } from '../engine/builds.js';
import { Checkpoints } from '../engine/checkpoints.js';
import { appendSkip, type WhoSkips } from '../engine/skips.js';
import type { AnyView } from '../engine/view.js';
import { documentAsOf, originsOf, type AsOf, type FieldOrigin, type HistoryOf } from './history.js';
import { headOfLog } from './metrics.js';
import { ProofUnderWay } from './proof-claim.js';
import { verify, type Verification, type VerifyOptions } from './verify.js';

/** What was asked for cannot be done, and what can. */
export class NotPossible extends Error {
  override readonly name = 'NotPossible';
}

export type BuildReport = Pick<BuildDocument, 'id' | 'version' | 'state' | 'collection' | 'partitions' | 'since'> & {
  /** Whether code of this release folds it; one of an older release stands still. */
  readonly folded: boolean;
  /** The least of its partitions'; -1 where one has not begun. */
  readonly considered: bigint;
  readonly behindBytes: number;
};
export type ViewReport = {
  readonly view: string;
  readonly version: number;
  readonly paused: boolean;
  readonly builds: readonly BuildReport[];
  readonly deadLetters: number;
};
export type LetterReport = DeadLetterDocument & { readonly id: string; readonly waiting: number };

type Desk = {
  readonly db: Db;
  readonly client: EventStoreDBClient;
  readonly views: readonly AnyView[];
  readonly now?: () => Date;
  readonly read?: (entry: LogEntry) => Recorded;
};

/** What a person may look at and do about read models; the processes that fold them hear of it within a second. */
export class ProjectionDesk {
  readonly #desk: Desk;
  readonly #builds: Builds;
  readonly #checkpoints: Checkpoints;

  constructor(desk: Desk) {
    this.#desk = desk;
    this.#builds = new Builds(desk.db);
    this.#checkpoints = new Checkpoints(desk.db);
  }

  get #now(): string {
    return (this.#desk.now?.() ?? new Date()).toISOString();
  }

  /** @throws NotPossible naming the views that there are */
  view(name: string): AnyView {
    const found = this.#desk.views.find((view) => view.name === name);
    if (found) return found;
    const known = this.#desk.views.map((view) => view.name).join(', ');
    throw new NotPossible(`no view is called "${name}"; there are ${known}`);
  }

  async #document(name: string): Promise<ViewDocument> {
    this.view(name);
    const document = await this.#builds.read(name);
    if (document) return document;
    throw new NotPossible(`${name} was never folded; is the projections service running?`);
  }

  /** Every view, its builds and how far they are. */
  async report(): Promise<readonly ViewReport[]> {
    const { db, client, views } = this.#desk;
    const [head, registry, letters] = await Promise.all([headOfLog(client), this.#builds.all(), this.letters()]);
    const checkpoints = await db.collection<CheckpointDocument>(engineCollections.checkpoints).find().toArray();
    return views.map((view) => {
      const known = registry.get(view.name);
      return {
        ...{ view: view.name, version: view.version, paused: known?.paused ?? false },
        deadLetters: letters.filter(({ unit }) => unit.split('/')[0] === liveBuild(known ?? { builds: [] })?.id).length,
        builds: (known?.builds ?? []).map((build) => {
          const parts = checkpoints.filter((checkpoint) => checkpoint.build === build.id);
          const considered = parts.reduce<bigint>(
            (least, part) => (part.considered < least ? part.considered : least),
            parts.length < build.partitions ? -1n : (parts[0]?.considered ?? -1n),
          );
          const { id, version, state, collection, partitions, since } = build;
          const behindBytes = head > considered ? Number(head - considered) : 0;
          return {
            ...{ id, version, state, collection, partitions, since },
            ...{ folded: isFoldedBy(build, view), considered, behindBytes },
          };
        }),
      };
    });
  }

  /**
   * Folds a view anew, beside what readers are given.
   *
   * @param promotes whether readers are given it as soon as it has reached the head of the log
   * @returns the build's name
   * @throws NotPossible while another is being made
   */
  async rebuild(name: string, promotes = true): Promise<string> {
    const view = this.view(name);
    const { builds } = await this.#document(name);
    const making = builds.find(({ state }) => state === 'building');
    if (making) throw new NotPossible(`${making.id} is being made already; see: storefold projections status ${name}`);
    const changed = await this.#builds.change(name, withRebuild(view, this.#now, promotes));
    return changed.builds.at(-1)?.id ?? '';
  }

  /**
   * Gives readers a build that is ready.
   *
   * @param id @default the newest that is
   */
  async promote(name: string, id?: string): Promise<string> {
    const { builds } = await this.#document(name);
    const build = id === undefined ? builds.filter(isReady).at(-1) : builds.find((known) => known.id === id);
    if (!build) throw new NotPossible(`${name} has no build ${id ?? 'that is ready'}; it has ${namesOf(builds)}`);
    if (build.state === 'live') return build.id;
    if (!isReady(build))
      throw new NotPossible(`${build.id} is ${build.state}, and only what is ready or kept can be live`);
    await this.#builds.change(name, withPromoted(build.id, this.#now));
    return build.id;
  }

  /** Gives readers the build that they had before. */
  async rollback(name: string): Promise<string> {
    const { builds } = await this.#document(name);
    const kept = builds.find(({ state }) => state === 'kept');
    if (!kept) throw new NotPossible(`${name} keeps no build to go back to; it has ${namesOf(builds)}`);
    await this.#builds.change(name, withPromoted(kept.id, this.#now));
    return kept.id;
  }

  /** Folds nothing more into a view, or goes on; readers are given what there is. */
  async pause(name: string, paused: boolean): Promise<void> {
    await this.#document(name);
    await this.#builds.change(name, (known) => (known.paused === paused ? known : { ...known, paused }));
  }

  /** Replays the history of a view and compares every document. */
  async verify(
    name: string,
    options: Pick<VerifyOptions, 'repair' | 'onProgress' | 'signal'> & {
      readonly build?: string;
      /** So long it waits for a build that does not move, milliseconds. @default 10,000 */
      readonly patienceMs?: number;
    },
  ): Promise<Verification> {
    const view = this.view(name);
    const { builds } = await this.#document(name);
    const build = options.build === undefined ? liveBuild({ builds }) : builds.find(({ id }) => id === options.build);
    if (!build)
      throw new NotPossible(`${name} has no build ${options.build ?? 'that is live'}; it has ${namesOf(builds)}`);
    if (!isFoldedBy(build, view))
      throw new NotPossible(`${build.id} is of another release, whose code would be needed to prove it`);
    const { repair, onProgress, signal } = options;
    const how = { repair, ...(onProgress ? { onProgress } : {}), ...(signal ? { signal } : {}) };
    const reached = (position: bigint) => this.#reached(build, position, options.patienceMs);
    try {
      return await verify({ ...this.#desk, view, collection: build.collection, reached, ...how });
    } catch (error) {
      if (error instanceof ProofUnderWay) throw new NotPossible(error.message);
      throw error;
    }
  }

  /** Waits for a build that is behind, for as long as it moves. */
  async #reached(build: BuildDocument, position: bigint, patienceMs = 10_000): Promise<void> {
    let before = -1n;
    for (let movedAt = Date.now(); ;) {
      const parts = await this.#checkpoints.ofBuild(build.id);
      const least = parts.reduce((low, { considered }) => (considered < low ? considered : low), position);
      if (parts.length === build.partitions && least >= position) return;
      if (least > before) movedAt = Date.now();
      before = least;
      if (Date.now() - movedAt > patienceMs)
        throw new NotPossible(
          `${build.id} stands at ${least.toString()}, before ${position.toString()} where the history ends, and does not move; see: storefold projections status`,
        );
      await sleep(50);
    }
  }

  /** A document as it was at a moment; undefined where there was none. */
  async documentAsOf(name: string, key: string, moment: AsOf): Promise<object | undefined> {
    return documentAsOf(await this.#historyOf(name), key, moment);
  }

  /** Which event made each field of a document what it is. */
  async originsOf(name: string, key: string): Promise<readonly FieldOrigin[]> {
    return originsOf(await this.#historyOf(name), key);
  }

  async #historyOf(name: string): Promise<HistoryOf> {
    const { db, client, read = toRecorded } = this.#desk;
    const collection = liveBuild(await this.#document(name))?.collection ?? this.view(name).collection;
    return { view: this.view(name), documents: { db, collection }, log: { client, read } };
  }

  /** What waits for somebody to decide, oldest first. */
  async letters(): Promise<readonly LetterReport[]> {
    const found = await this.#desk.db
      .collection<DeadLetterDocument & { _id: string }>(engineCollections.deadLetters)
      .find({}, { sort: { position: 1, _id: 1 } })
      .toArray();
    const waiting = await this.#held()
      .aggregate<{ _id: string; events: number }>([{ $group: { _id: '$letter', events: { $sum: 1 } } }])
      .toArray();
    const events = new Map(waiting.map(({ _id, events: count }) => [_id, count]));
    return found.map(({ _id: id, ...letter }) => ({ ...letter, id, waiting: events.get(id) ?? 0 }));
  }

  /** A letter and the events behind it, at most `most`. @throws NotPossible where there is none */
  async letter(id: string, most = 100): Promise<{ letter: LetterReport; events: readonly HeldEventDocument[] }> {
    const letter = await this.#letter(id);
    const events = await this.#held().find({ letter: id }).sort({ _id: 1 }).limit(most).toArray();
    return { letter, events: events.map(({ _id, ...event }) => event) };
  }

  /** Asks that what waits is folded now; `repair` folds the document anew from its whole history. */
  async ask(id: string, what: 'retry' | 'repair'): Promise<void> {
    const letter = await this.#letter(id);
    if (what === 'repair' && letter.held.kind === 'stream')
      throw new NotPossible(`${id} is of a stream, which is retried: nobody knows which documents to make anew`);
    await this.#desk.db
      .collection<DeadLetterDocument & { _id: string }>(engineCollections.deadLetters)
      .updateOne({ _id: id }, { $set: { asked: what } });
  }

  /** Decides that a view goes without the event at the head of a letter, for ever; what waits behind it is folded. */
  async skip(id: string, reason: string, who: WhoSkips): Promise<void> {
    const { view, held, eventId } = await this.#letter(id);
    const data = { view, heldAs: held.kind, heldName: held.name, eventId, reason };
    await appendSkip(this.#desk.client, data, who);
    await this.ask(id, 'retry');
  }

  async #letter(id: string): Promise<LetterReport> {
    const letter = (await this.letters()).find((known) => known.id === id);
    if (letter) return letter;
    throw new NotPossible(`no dead letter is called "${id}"; see: storefold dead-letters list`);
  }

  #held() {
    return this.#desk.db.collection<HeldEventDocument & { _id: string }>(engineCollections.heldEvents);
  }
}

const isReady = ({ state }: BuildDocument): boolean => state === 'ready' || state === 'kept';

const namesOf = (builds: readonly BuildDocument[]): string =>
  builds.map(({ id, state }) => `${id} (${state})`).join(', ');
