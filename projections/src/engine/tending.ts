import type { EventStoreDBClient } from '@eventstore/db-client';
import { engineCollections, type BuildDocument, type CheckpointDocument, type Recorded } from '@storefold/contracts';
import { toRecorded, type LogEntry, type Logger } from '@storefold/platform';
import type { Db } from 'mongodb';
import { Builds, promotesItself, withPromoted, without, withReady } from './builds.js';
import type { Checkpoints } from './checkpoints.js';
import { answerLetters } from './dead-letters.js';
import type { Lane } from './lane.js';
import { lineageCollection } from './stored.js';
import type { Unit } from './unit.js';

export type TendingOptions = {
  readonly db: Db;
  readonly client: EventStoreDBClient;
  readonly lanes: readonly Lane[];
  readonly checkpoints: Checkpoints;
  readonly read?: (entry: LogEntry) => Recorded;
  readonly logger: Logger;
  readonly now: () => Date;
};

/** What retired is dropped so long after, when every process has heard of it and folds it no more. */
const DROPPED_AFTER_MS = 30_000;

/** Sees to what is no folding: letters that somebody wants answered, builds that are ready, builds that are done with. */
export const tend = async (options: TendingOptions): Promise<void> => {
  const { lanes, client, read = toRecorded } = options;
  for (const lane of lanes)
    for (const unit of lane.units)
      if (!unit.quarantine.isEmpty) await lane.between(() => answerLetters(unit, { client, read }));
  for (const lane of lanes) for (const unit of lane.units) await readyIfSo(unit, options);
  await dropRetired(options);
};

/** Where a build has reached the head of the log in all its parts, readers may be given it. */
const readyIfSo = async (unit: Unit, { db, checkpoints, logger, now }: TendingOptions): Promise<void> => {
  const { build, view, hasCaughtUp } = unit;
  if (!hasCaughtUp || (build.state !== 'building' && !(build.state === 'ready' && build.promotes))) return;
  if (!isWhole(build, unit, await checkpoints.ofBuild(build.id))) return;
  const at = now().toISOString();
  const builds = new Builds(db);
  const known = await builds.change(view.name, withReady(build.id, at));
  if (!promotesItself(known, build.id)) return;
  await builds.change(view.name, withPromoted(build.id, at));
  logger.info({ view: view.name, build: build.id }, 'readers are given another build of the view');
};

const isWhole = (
  { partitions }: BuildDocument,
  { checkpoint: { position } }: Unit,
  parts: readonly CheckpointDocument[],
): boolean => parts.length === partitions && parts.every(({ considered }) => considered >= position);

const dropRetired = async ({ db, checkpoints, logger, now }: TendingOptions): Promise<void> => {
  const builds = new Builds(db);
  for (const [view, known] of await builds.all())
    for (const { id, collection, state, since } of known.builds) {
      if (state !== 'retired' || now().getTime() - Date.parse(since) < DROPPED_AFTER_MS) continue;
      await db.collection(collection).drop();
      await db.collection(lineageCollection(collection)).drop();
      await db.collection(engineCollections.deadLetters).deleteMany({ unit: { $in: unitsOf(known.builds, id) } });
      await checkpoints.forget(id);
      await builds.change(view, without(id));
      logger.info({ view, build: id }, 'a build that was done with is dropped');
    }
};

const unitsOf = (builds: readonly BuildDocument[], id: string): string[] => {
  const partitions = builds.find((build) => build.id === id)?.partitions ?? 1;
  if (partitions === 1) return [id];
  return Array.from({ length: partitions }, (_, partition) => `${id}/${partition.toString()}`);
};
