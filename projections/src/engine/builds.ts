import { engineCollections, type BuildDocument, type ViewDocument } from '@storefold/contracts';
import type { Collection, Db } from 'mongodb';
import type { AnyView } from './view.js';

/** Of what the engine writes beside a view's own fields. Documents of another format are folded anew. */
export const FORMAT = 2;

type StoredView = ViewDocument & { _id: string };
type Change = (view: ViewDocument) => ViewDocument;

const MOST_TRIES = 20;

export const liveBuild = ({ builds }: Pick<ViewDocument, 'builds'>): BuildDocument | undefined =>
  builds.find(({ state }) => state === 'live');

/** Whether code that has this version of a view folds the build. */
export const isFoldedBy = (build: BuildDocument, { version }: Pick<AnyView, 'version'>): boolean =>
  isUsable(build) && build.version === version && build.format === FORMAT;

const newBuild = (view: AnyView, generation: number, state: BuildDocument['state'], now: string): BuildDocument => {
  // The first has the view's own names: whoever looks at a fresh database finds what the guides tell of.
  const suffix = generation === 0 ? '' : `@${view.version.toString()}.${generation.toString()}`;
  return {
    ...{ id: `${view.name}${suffix}`, collection: `${view.collection}${suffix}` },
    ...{ version: view.version, format: FORMAT, partitions: view.partitions ?? 1, state, promotes: true, since: now },
  };
};

/** A further build, beside those that are there. */
export const withRebuild = (view: AnyView, now: string, promotes = true): Change => {
  return (known) => {
    const generation = known.generation + 1;
    const build = { ...newBuild(view, generation, 'building', now), promotes };
    // One that waited for somebody to promote it is not wanted any more.
    const others = known.builds.map((other) =>
      other.state === 'ready' ? { ...other, state: 'retired' as const, since: now } : other,
    );
    return { ...known, generation, builds: [...others, build] };
  };
};

/** Whether a build is folded and can be given to readers. */
export const isUsable = ({ state }: BuildDocument): boolean => state !== 'retired';

/** It has reached the head of the log. */
export const withReady = (id: string, now: string): Change => {
  return (known) => ({
    ...known,
    builds: known.builds.map((build) =>
      build.id === id && build.state === 'building' ? { ...build, state: 'ready' as const, since: now } : build,
    ),
  });
};

/** What was done with is gone from the registry, as its documents are. */
export const without = (id: string): Change => {
  return (known) => ({ ...known, builds: known.builds.filter((build) => build.id !== id) });
};

/** Readers are given a build from now on. The one that was live is kept, so that it can be gone back to; older ones retire. */
export const withPromoted = (id: string, now: string): Change => {
  return (known) => {
    const states: BuildDocument['state'][] = known.builds.filter((build) => build.id === id).map(({ state }) => state);
    // Another was quicker: doing it again would retire what it kept.
    if (states.length === 0 || states.includes('live')) return known;
    return {
      ...known,
      builds: known.builds.map((build) => {
        if (build.id === id) return { ...build, state: 'live' as const, promotes: false, since: now };
        if (build.state === 'live') return { ...build, state: 'kept' as const, since: now };
        return build.state === 'kept' ? { ...build, state: 'retired' as const, since: now } : build;
      }),
    };
  };
};

/** Whether readers may be given a build without anybody saying so: never one of an older release than what they have. */
export const promotesItself = ({ builds }: Pick<ViewDocument, 'builds'>, id: string): boolean => {
  const build = builds.find((known) => known.id === id);
  const live = liveBuild({ builds });
  return build?.promotes === true && build.version >= (live?.version ?? 0);
};

/** The registry of views: which builds there are and which one readers are given. Each change is a compare-and-set. */
export class Builds {
  readonly #collection: Collection<StoredView>;
  readonly #checkpoints: Collection<{ _id: string; version: number; fence?: number }>;

  constructor(db: Db) {
    this.#checkpoints = db.collection(engineCollections.checkpoints);
    this.#collection = db.collection<StoredView>(engineCollections.views, {
      writeConcern: { w: 'majority', journal: true },
    });
  }

  async all(): Promise<ReadonlyMap<string, ViewDocument>> {
    const found = await this.#collection.find().toArray();
    return new Map(found.map(({ _id, ...view }) => [_id, view]));
  }

  async read(view: string): Promise<ViewDocument | undefined> {
    const found = await this.#collection.findOne({ _id: view });
    if (!found) return undefined;
    const { _id, ...document } = found;
    return document;
  }

  /**
   * Sees to it that the view has a build of this code's version: its first, which is live at once, or one beside those of
   * older code.
   */
  async ensure(view: AnyView, now: string): Promise<ViewDocument> {
    const known = await this.read(view.name);
    if (!known) {
      const first: ViewDocument = {
        ...{ revision: 0, paused: false, generation: 0 },
        builds: [{ ...newBuild(view, 0, 'live', now), ...(await this.#older(view)) }],
      };
      await this.#collection.updateOne({ _id: view.name }, { $setOnInsert: first }, { upsert: true });
      return this.ensure(view, now);
    }
    if (known.builds.some((build) => isFoldedBy(build, view))) return known;
    return this.change(view.name, (found) =>
      found.builds.some((build) => isFoldedBy(build, view)) ? found : withRebuild(view, now)(found),
    );
  }

  /** What a release left that kept no registry: one version at a time, folded in place. */
  async #older({ name }: AnyView): Promise<Pick<BuildDocument, 'version' | 'format' | 'partitions'> | undefined> {
    const found = await this.#checkpoints.findOne({ _id: name, fence: { $exists: false } });
    return found ? { version: found.version, format: 1, partitions: 1 } : undefined;
  }

  /** @throws Error when there is no such view, or others keep changing it */
  async change(view: string, change: Change): Promise<ViewDocument> {
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const known = await this.read(view);
      if (!known) throw new Error(`no view is called "${view}"`);
      const next = change(known);
      if (next === known) return known;
      const { revision } = known;
      const changed = { ...next, revision: revision + 1 };
      const { matchedCount } = await this.#collection.replaceOne({ _id: view, revision }, changed);
      if (matchedCount === 1) return changed;
    }
    throw new Error(`others keep changing the builds of ${view}`);
  }
}
