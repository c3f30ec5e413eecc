import type { ModelReport } from './run-train.js';

/** What a model file says of itself, for a terminal. */
export const modelText = ({ path, bytes, sha256, items, provenance, validation, champion }: ModelReport): string => {
  const { logId, position, seed, codeVersion, erased, warmFrom } = provenance;
  const mode = (name: 'all' | 'new') =>
    `${name}: NDCG@10 on the validation window ${validation[name].linear.toFixed(4)} linear, ${validation[name].network.toFixed(4)} network; ${champion[name]} serves`;
  return [
    `${path}: ${items.toString()} items, ${bytes.toString()} bytes, sha256 ${sha256}`,
    `trained on ${logId} up to ${position}, seed ${seed.toString()}, code version ${codeVersion}, erased ${erased}`,
    ...(warmFrom === undefined ? [] : [`went on from the rankers of ${warmFrom}; the figures below are of that one`]),
    ...[mode('all'), mode('new'), ''],
  ].join('\n');
};
