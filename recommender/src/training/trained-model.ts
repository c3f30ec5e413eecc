import { createHash } from 'node:crypto';
import { takeSnapshot, type Snapshot } from '../counts/snapshot.js';
import { chooseCut, endOf } from '../history/choose-cut.js';
import type { History } from '../history/history.js';
import { championOf } from '../rankers/champion.js';
import type { Mode } from '../rankers/lists.js';
import { fitRankers, teach, type Rankers } from './fit.js';
import { prepare } from './prepare.js';

/** What determines a model, byte for byte. */
export type Provenance = {
  /** The log, or the SHA-256 of the file, that the history was read from, and how far. */
  readonly logId: string;
  readonly position: string;
  readonly seed: number;
  readonly codeVersion: string;
  /** SHA-256 over the sorted ids of erased customers, who are not in the history. */
  readonly erased: string;
  /** The model that a warm start went on from; undefined: fitted from nothing. */
  readonly warmFrom?: string | undefined;
};

/** Everything that serving needs, and where it comes from. */
export type TrainedModel = {
  readonly provenance: Provenance;
  readonly itemNames: readonly string[];
  /** NDCG@10 on the validation window, by mode and ranker. */
  readonly validation: Readonly<Record<Mode, { readonly linear: number; readonly network: number }>>;
  /** The ranker that serves, of each mode. */
  readonly champion: Readonly<Record<Mode, 'linear' | 'network'>>;
  readonly rankers: Rankers;
  readonly snapshot: Snapshot;
};

/** Raised by every change of features, generators or fitting: models of other code are refused. */
export const CODE_VERSION = '3';

/** Names a set of people without naming one of them. */
export const hashOfErased = (ids: Iterable<string>): string =>
  createHash('sha256')
    .update([...new Set(ids)].sort().join('\n'))
    .digest('hex');

export const tooShort = (): RangeError =>
  new RangeError(
    'the history is too short to learn from: its newest window has fewer than 20 users; recommendations go by counts until there are more',
  );

/**
 * Trains on a whole history. Pure: no clock, no chance but the seed.
 *
 * @throws RangeError when the history is too short to learn from
 */
export const trainModel = (
  history: History,
  provenance: Omit<Provenance, 'codeVersion' | 'warmFrom'>,
  onProgress: (what: string) => void = () => undefined,
): TrainedModel => {
  const now = endOf(history);
  const prepared = prepare(history, now, chooseCut(history), onProgress);
  if (!prepared) throw tooShort();
  onProgress('making lists');
  const rankers = fitRankers(teach(prepared, provenance.seed), provenance.seed, onProgress);
  onProgress('counting the whole history');
  return {
    provenance: { ...provenance, codeVersion: CODE_VERSION },
    itemNames: history.itemNames,
    validation: { all: rankers.heads.all.validation, new: rankers.heads.new.validation },
    champion: { all: championOf(rankers.heads.all.validation), new: championOf(rankers.heads.new.validation) },
    rankers,
    snapshot: takeSnapshot(history, now, prepared.settings),
  };
};
