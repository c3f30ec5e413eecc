import fc from 'fast-check';
import { randomHistory } from './random-history.js';

/** The longest of some histories: always the same one. */
export const longStory = fc
  .sample(randomHistory, { seed: 7, numRuns: 30 })
  .reduce((longest, next) => (next.length > longest.length ? next : longest));
