/** What proves the store from outside, at any length: specs and the long checks use the same. */
export { surviveFuzz, type FuzzReport } from './fuzz/under-fuzz.js';
export { agreeWithModel, type ModelReport } from './model/against-model.js';
export { surviveKills, type KillReport } from './kills/under-kills.js';
export { runStore, temporaryFolder } from './store.js';
