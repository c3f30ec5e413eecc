import { exactly, figure } from '../result.js';
import { recommenderSpec } from '../running/paths.js';
import { runSpecAtLength } from '../running/spec.js';
import type { Suite } from './suite.js';

const suite = 'recommender';

/** Whether models and profiles are right after a hundred kills. */
export const recommenderCheck: Suite = {
  name: suite,
  about: 'kills recommenders while they train and while orders come in',
  run: async ({ scale, say }) => {
    const kills = Math.round(100 * scale);
    const passed = await runSpecAtLength(recommenderSpec('retraining/kills.int.spec'), 'RECOMMENDER_KILLS', kills, say);
    const what = 'kills of recommenders';
    return [figure(suite, what, kills, 'tries'), exactly(suite, `${what}: found`, passed ? 0 : 1, 'faults', 0)];
  },
};
