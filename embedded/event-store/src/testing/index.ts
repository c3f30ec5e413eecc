/** What proves the store from outside, at any length: specs and the long checks use the same. */
export { surviveFuzz, type FuzzReport } from './fuzz/under-fuzz.js';
export { surviveKills, type KillReport } from './kills/under-kills.js';
export { agreeWithModel, type ModelReport } from './model/against-model.js';
export { startProcess, temporaryFolder, type ServerProcess } from './server-process.js';
export { SeededRandom } from './seeded-random.js';
