import { setTimeout as sleep } from 'node:timers/promises';
import {
  engineCollections,
  parsePositionToken,
  type CheckpointDocument,
  type CollectionName,
} from '@storefold/contracts';
import type { LiveReadModels, Refusal, Shop } from '@storefold/platform';
import { refuseField } from './refuse-field.js';

/** How long a question waits for a read model that is behind, and how often it looks. */
const WAIT = { milliseconds: 2_000, pollMs: 6 };

/** The position of a command whose effect the asker wants to see; belongs to one request. */
export class Freshness {
  readonly #live: Pick<LiveReadModels, 'db' | 'view'>;
  readonly #after: bigint | undefined;

  constructor(live: Pick<LiveReadModels, 'db' | 'view'>, after: bigint | undefined) {
    this.#live = live;
    this.#after = after;
  }

  /**
   * Waits until the views have considered the log up to the position that was asked for.
   *
   * @returns by how much they are behind when time is up (a difference of log positions), else undefined
   */
  async reach(views: readonly CollectionName[]): Promise<bigint | undefined> {
    if (this.#after === undefined) return undefined;
    const until = Date.now() + WAIT.milliseconds;
    for (;;) {
      const considered = await this.#considered(views);
      if (considered >= this.#after) return undefined;
      if (Date.now() >= until) return this.#after - (considered < 0n ? 0n : considered);
      await sleep(WAIT.pollMs);
    }
  }

  /** The least of what the views have considered; a view without a checkpoint has considered nothing. */
  async #considered(views: readonly CollectionName[]): Promise<bigint> {
    const units = views.flatMap((view) => this.#live.view(view).units);
    const checkpoints = await this.#live.db
      .collection<CheckpointDocument & { _id: string }>(engineCollections.checkpoints)
      .find({ _id: { $in: units } })
      .toArray();
    if (checkpoints.length < units.length) return -1n;
    return checkpoints.reduce(
      (least, { considered }) => (considered < least ? considered : least),
      checkpoints[0]?.considered ?? -1n,
    );
  }
}

/** Reads the `after` of a question. Positions belong to one log: another one's means nothing here. */
export const readAfter = (shop: Shop, token: string | undefined): { readonly after: bigint | undefined } | Refusal => {
  if (token === undefined) return { after: undefined };
  const parsed = parsePositionToken(token);
  if (!parsed)
    return refuseField(
      'invalid-position',
      'query.after',
      `"${token}" is no position; pass the position that a command answered, such as ${shop.logId}.12345.`,
    );
  if (parsed.logId !== shop.logId)
    return refuseField(
      'foreign-position',
      'query.after',
      `The position belongs to log ${parsed.logId}, and this is log ${shop.logId}.`,
    );
  return { after: parsed.position };
};
