import { createHash } from 'node:crypto';
import type { BuildDocument, CheckpointDocument } from '@storefold/contracts';
import type { Shop } from '@storefold/platform';
import type { Db, IndexSpecification } from 'mongodb';
import { Checkpoints } from './checkpoints.js';
import type { DocumentsOf } from './history-of.js';
import { assertSameLog, type LogReader } from './log-identity.js';
import { aboutOf, positionOf, Quarantine, type Offered } from './quarantine.js';
import { isSkipped } from './refold.js';
import { noSkips, readSkips, type Skips } from './skips.js';
import { lineageCollection } from './stored.js';
import type { AnyView } from './view.js';
import { ViewWriter, type AtStep } from './view-writer.js';

const NOTHING = -1n;

/** A build, or one partition of it: what one process folds at a time. */
export type UnitId = { readonly build: BuildDocument; readonly partition: number };

export const unitName = ({ build: { id, partitions }, partition }: UnitId): string =>
  partitions === 1 ? id : `${id}/${partition.toString()}`;

/** In which part a document is: the same for all processes and releases. */
export const partitionOf = (key: string, partitions: number): number =>
  createHash('sha256').update(key).digest().readUInt32BE(0) % partitions;

const ownsOf = ({ build: { partitions }, partition }: UnitId): ((key: string) => boolean) =>
  partitions === 1 ? () => true : (key) => partitionOf(key, partitions) === partition;

export type UnitOptions = {
  readonly db: Db;
  readonly client: LogReader & Parameters<typeof readSkips>[0];
  readonly shop: Shop;
  readonly view: AnyView;
  readonly id: UnitId;
  /** Of the lease under which it is folded. */
  readonly fence: number;
  readonly atStep?: AtStep;
  readonly now: () => Date;
};

/** One unit that this process folds: its documents, what they cannot take, and how far they came. */
export class Unit {
  readonly name: string;
  readonly view: AnyView;
  /** As the registry had it last. */
  build: BuildDocument;
  readonly quarantine: Quarantine;
  readonly writer: ViewWriter;
  /** Where its documents are. */
  readonly documents: DocumentsOf;
  readonly owns: (key: string) => boolean;
  skips: Skips;
  checkpoint: CheckpointDocument;
  folded = 0;
  /** Whether it has been at the head of the log since it began. */
  hasCaughtUp = false;
  readonly #now: () => Date;

  private constructor(options: UnitOptions, checkpoint: CheckpointDocument, skips: Skips) {
    const { db, view, id, atStep, now } = options;
    this.name = unitName(id);
    this.view = view;
    this.build = id.build;
    this.checkpoint = checkpoint;
    this.#now = now;
    this.quarantine = new Quarantine(db, { id: this.name, view: view.name }, now);
    this.owns = ownsOf(id);
    this.skips = skips;
    this.documents = { db, collection: id.build.collection };
    this.writer = new ViewWriter(db, view, {
      ...{ collection: id.build.collection, owns: this.owns, quarantine: this.quarantine },
      isSkipped: (key, offered) => this.skips !== noSkips && isSkipped(this.skips, key, offered),
      ...(atStep ? { atStep } : {}),
    });
  }

  /** Where it was left, or at the beginning. @throws ForeignLog | FencedOff */
  static async open(options: UnitOptions): Promise<Unit> {
    const { db, client, view, id, shop, fence, now } = options;
    await ensureIndexes(db, view, id.build.collection);
    const checkpoints = new Checkpoints(db);
    const name = unitName(id);
    const fresh: CheckpointDocument = {
      ...{ view: view.name, build: id.build.id, version: view.version, logId: shop.logId, fence },
      ...{ position: NOTHING, eventId: '', considered: NOTHING, updatedAt: now().toISOString() },
    };
    const known = await checkpoints.read(name);
    if (known) await assertSameLog(client, shop, view.name, known);
    // What was considered beyond the last event held nothing of the shop's, and a restored log may hold something there
    // by now: only up to an event that is known to be the same can one go on.
    const checkpoint = known ? { ...known, considered: known.position, fence } : fresh;
    await checkpoints.begin(name, checkpoint);
    const unit = new Unit(options, checkpoint, await readSkips(client, view.name));
    await unit.quarantine.load();
    return unit;
  }

  /** Folds what is news to it; the checkpoint is not written yet. */
  async take(batch: readonly Offered[], considered: bigint): Promise<void> {
    const [first] = batch;
    const isNews = first !== undefined && positionOf(first) > this.checkpoint.position;
    const fresh = isNews ? batch : batch.filter((offered) => positionOf(offered) > this.checkpoint.position);
    const last = fresh.at(-1);
    await this.writer.fold(fresh);
    this.folded += fresh.length;
    const { position, eventId } = last ? aboutOf(last) : this.checkpoint;
    if (last === undefined && considered <= this.checkpoint.considered) return;
    const updatedAt = this.#now().toISOString();
    const reached = considered > this.checkpoint.considered ? considered : this.checkpoint.considered;
    this.checkpoint = { ...this.checkpoint, position, eventId, considered: reached, updatedAt };
  }
}

const ensureIndexes = async (db: Db, view: AnyView, name: string): Promise<void> => {
  await db.collection(lineageCollection(name)).createIndexes([{ name: 'from', key: { key: 1, from: 1 } }]);
  if (view.indexes.length === 0) return;
  await db.collection(name).createIndexes(
    view.indexes.map(({ name: index, key }) => ({
      name: index,
      key: key as Extract<IndexSpecification, Record<string, 1 | -1>>,
    })),
  );
};
