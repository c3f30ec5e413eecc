import { namePattern } from '../services/name-pattern.js';
import type { GroupIdentity } from './group-identity.js';
import { isStrategyName, strategyNames, type StrategyName } from './strategy.js';

/** Where a group begins that has no checkpoint: with the event at a revision or position, or behind the last one. */
export type StartFrom = { readonly kind: 'at'; readonly at: number } | { readonly kind: 'end' };

/** Which events of `$all` a group is for. */
export type GroupFilter = {
  readonly on: 'stream' | 'type';
  /** One of the two says which names are meant: beginnings, or a regular expression. */
  readonly prefixes: readonly string[];
  readonly regex: string;
};

/** What was asked for when a group was created or updated. Times are milliseconds. */
export type GroupSettings = {
  readonly startFrom: StartFrom;
  readonly filter: GroupFilter | undefined;
  readonly resolveLinks: boolean;
  readonly extraStatistics: boolean;
  /** After this a message that was not answered is tried again; 0 or less: never. */
  readonly messageTimeoutMs: number;
  /** A message that was tried again this often is parked. */
  readonly maxRetryCount: number;
  /** Least time between two checkpoints; 0 or less: only the number of events counts. */
  readonly checkpointAfterMs: number;
  /** Fewer events than this make no checkpoint when the time has come. */
  readonly minCheckpointCount: number;
  /** So many events make a checkpoint at once. */
  readonly maxCheckpointCount: number;
  /** 0: any number. */
  readonly maxSubscriberCount: number;
  /** Messages that wait for a consumer while the group is at the end of its stream. */
  readonly liveBufferSize: number;
  /** Events that one read of the store takes. */
  readonly readBatchSize: number;
  /** Messages that wait for a consumer while the group is behind. */
  readonly historyBufferSize: number;
  readonly strategy: StrategyName;
};

/** What is wrong with settings, in words for the one who gave them. */
export class InvalidSettings extends Error {
  override readonly name = 'InvalidSettings';
}

/** The strategy of this name. @throws InvalidSettings */
export const strategyNamed = (name: string): StrategyName => {
  if (!isStrategyName(name))
    throw new InvalidSettings(`Consumer strategy ${name} does not exist; there are ${strategyNames.join(', ')}`);
  return name;
};

/**
 * The real server refuses the first of these; it takes the second, and then never reads.
 *
 * @throws InvalidSettings
 */
export const checkSettings = ({ readBatchSize, historyBufferSize }: GroupSettings): void => {
  if (readBatchSize >= historyBufferSize)
    throw new InvalidSettings(
      `the read batch size (${readBatchSize.toString()}) must be below the history buffer size (${historyBufferSize.toString()})`,
    );
  if (readBatchSize < 1)
    throw new InvalidSettings(`the read batch size must be at least 1, and is ${readBatchSize.toString()}`);
};

const LONGEST_NAME = 4_096;

/** @throws InvalidSettings when a group cannot have this name, or its stream that one */
export const checkNames = ({ stream, group }: GroupIdentity): void => {
  for (const [what, name] of [
    ['stream', stream],
    ['group', group],
  ] as const) {
    if (name === '') throw new InvalidSettings(`Bad ${what} name: a ${what} needs a name`);
    if (name.length > LONGEST_NAME)
      throw new InvalidSettings(
        `Bad ${what} name: it has at most ${LONGEST_NAME.toString()} characters; this one has ${name.length.toString()}`,
      );
  }
};

const MOST_PREFIXES = 1_000;

/** @throws InvalidSettings when the filter names nothing, too much, or by something that is no regular expression */
export const checkFilter = ({ prefixes, regex }: GroupFilter): void => {
  if (prefixes.length > MOST_PREFIXES)
    throw new InvalidSettings(
      `a filter has at most ${MOST_PREFIXES.toString()} prefixes; these are ${prefixes.length.toString()}`,
    );
  if (prefixes.length > 0) return;
  if (regex === '')
    throw new InvalidSettings('a filter has prefixes or a regular expression, and this one has neither');
  try {
    namePattern(regex);
  } catch (error) {
    throw new InvalidSettings(error instanceof Error ? error.message : String(error));
  }
};
