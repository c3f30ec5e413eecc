import type { EventStoreDBClient } from '@eventstore/db-client';
import type { BuildDocument, ViewDocument } from '@storefold/contracts';
import type { Logger, Shop } from '@storefold/platform';
import type { Db } from 'mongodb';
import { isFoldedBy, type Builds } from './builds.js';
import { FencedOff } from './checkpoints.js';
import type { Leases } from './leases.js';
import { ForeignLog } from './log-identity.js';
import { Unit, unitName, type UnitId } from './unit.js';
import type { AtStep } from './view-writer.js';
import type { AnyView } from './view.js';

export type OwnershipOptions = {
  readonly db: Db;
  readonly client: EventStoreDBClient;
  readonly shop: Shop;
  readonly views: readonly AnyView[];
  readonly builds: Builds;
  readonly leases?: Leases;
  readonly logger: Logger;
  readonly now: () => Date;
  readonly atStep?: AtStep;
};

type Wanted = { readonly view: AnyView; readonly id: UnitId };

const partsOf = (view: AnyView, build: BuildDocument): readonly Wanted[] =>
  Array.from({ length: build.partitions }, (_, partition) => ({ view, id: { build, partition } }));

/** Which units this process folds: all, or its share where others live beside it. */
export class Ownership {
  readonly #options: OwnershipOptions;
  readonly #tokens = new Map<string, number>();

  constructor(options: OwnershipOptions) {
    this.#options = options;
  }

  /**
   * Brings what is folded here up to what there is: builds that are new, leases that ended, processes that came and went.
   *
   * @throws ForeignLog where a view's documents are of another log and nobody asked to fold it anew
   */
  async settle(mine: readonly Unit[]): Promise<{ readonly taken: readonly Unit[]; readonly dropped: readonly Unit[] }> {
    const wanted = await this.#wanted();
    const ours = await this.#ours(mine);
    const dropped: Unit[] = [];
    const kept: Unit[] = [];
    for (const unit of mine) {
      const known = wanted.get(unit.name);
      if (known) unit.build = known.id.build;
      (known && ours.has(unit.name) ? kept : dropped).push(unit);
    }
    const most = await this.#share(wanted.size);
    dropped.push(...kept.splice(most));
    const open = [...wanted].filter(([name]) => !mine.some((unit) => unit.name === name));
    const taken: Unit[] = [];
    // As many at once as are missing; those that others have do not count.
    for (let from = 0; from < open.length && kept.length + taken.length < most;) {
      const some = open.slice(from, from + most - kept.length - taken.length);
      from += some.length;
      const units = await Promise.all(some.map(([name, what]) => this.#take(name, what)));
      taken.push(...units.filter((unit) => unit !== undefined));
    }
    return { taken, dropped };
  }

  /** @param rest resolves when nothing is in hand of it */
  async release({ name }: Unit, rest: Promise<void>): Promise<void> {
    await rest;
    const token = this.#tokens.get(name);
    this.#tokens.delete(name);
    if (token !== undefined) await this.#options.leases?.release(name, token);
  }

  async leave(): Promise<void> {
    const { leases } = this.#options;
    if (leases) await Promise.all([...this.#tokens].map(([name, token]) => leases.release(name, token)));
    this.#tokens.clear();
    await leases?.leave();
  }

  /** What somebody has to fold, by unit: the builds of this code's versions, unless the view is paused. */
  async #wanted(): Promise<ReadonlyMap<string, Wanted>> {
    const { views, builds, now } = this.#options;
    const registry = await builds.all();
    const wanted = new Map<string, Wanted>();
    for (const view of views) {
      const known = registry.get(view.name);
      const has = known?.builds.some((build) => isFoldedBy(build, view)) ?? false;
      const document: ViewDocument = known && has ? known : await builds.ensure(view, now().toISOString());
      if (document.paused) continue;
      for (const build of document.builds) {
        if (!isFoldedBy(build, view)) continue;
        for (const part of partsOf(view, build)) wanted.set(unitName(part.id), part);
      }
    }
    return wanted;
  }

  async #share(units: number): Promise<number> {
    const { leases } = this.#options;
    return leases ? Math.ceil(units / Math.max(1, await leases.alive())) : units;
  }

  /** Renews the leases. @returns the units that are ours still */
  async #ours(mine: readonly Unit[]): Promise<ReadonlySet<string>> {
    const names = mine.map(({ name }) => name);
    return this.#options.leases ? this.#options.leases.renew(names) : new Set(names);
  }

  async #take(name: string, { view, id }: Wanted): Promise<Unit | undefined> {
    const { leases, db, client, shop, atStep, now, logger } = this.#options;
    const fence = leases ? await leases.take(name) : 0;
    if (fence === undefined) return undefined;
    this.#tokens.set(name, fence);
    try {
      return await Unit.open({ ...{ db, client, shop, view, id, fence, now }, ...(atStep ? { atStep } : {}) });
    } catch (error) {
      if (error instanceof FencedOff) return undefined;
      if (error instanceof ForeignLog && (await this.#isReplaced(view, id.build))) {
        logger.warn({ unit: name, reason: error.message }, 'the build is of another log, and one of this log is made');
        return undefined;
      }
      throw error;
    }
  }

  /** Whether a build is made that will take this one's place. */
  async #isReplaced({ name }: AnyView, { id }: BuildDocument): Promise<boolean> {
    const known = await this.#options.builds.read(name);
    return known?.builds.some((build) => build.id !== id && build.state === 'building' && build.promotes) ?? false;
  }
}
