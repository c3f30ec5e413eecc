/** What proves the store from outside, at any length: specs and the long checks use the same. */
export { surviveKills, type KillReport } from './kills/under-kills.js';
export { temporaryFolder } from './store.js';
