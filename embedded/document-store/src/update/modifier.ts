import type { Value } from '../bson/types.js';

/** The outcome on one place: a new value, `keep` for no change, `remove` to take the field away. */
export type Outcome = { value: Value } | 'keep' | 'remove';

/** Works out the new value of one place from the one it has. */
export type Modifier = (current: Value, now: Date) => Outcome;
