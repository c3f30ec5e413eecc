import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { z } from 'zod';

setFlagsFromString('--expose-gc');
const collect = z.custom<() => void>((gc) => typeof gc === 'function').parse(runInNewContext('gc'));

/** Objects and columns that are in use, in megabytes: what could be let go of is let go of first. */
export const memoryInUse = (): number => {
  // Columns are freed by finalizers, which a first collection only marks.
  collect();
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / 1_048_576;
};
