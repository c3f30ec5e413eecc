import { createHash } from 'node:crypto';
import { takeSnapshot } from '../counts/snapshot.js';
import { chooseCut, endOf } from '../history/choose-cut.js';
import { championOf } from '../rankers/champion.js';
import { fitRankers, teach } from './fit.js';
import { prepare } from './prepare.js';
/** Raised by every change of features, generators or fitting: models of other code are refused. */
export const CODE_VERSION = '3';
/** Names a set of people without naming one of them. */
export const hashOfErased = (ids) => createHash('sha256')
    .update([...new Set(ids)].sort().join('\n'))
    .digest('hex');
export const tooShort = () => new RangeError('the history is too short to learn from: its newest window has fewer than 20 users; recommendations go by counts until there are more');
/**
 * Trains on a whole history. Pure: no clock, no chance but the seed.
 *
 * @throws RangeError when the history is too short to learn from
 */
export const trainModel = (history, provenance, onProgress = () => undefined) => {
    const now = endOf(history);
    const prepared = prepare(history, now, chooseCut(history), onProgress);
    if (!prepared)
        throw tooShort();
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
//# sourceMappingURL=trained-model.js.map