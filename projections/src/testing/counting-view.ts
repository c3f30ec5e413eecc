import { collections } from '@storefold/contracts';
import { anyView, type AnyView } from '../engine/view.js';

/** How many events each stream has, and the last of their numbers. */
export const countingView: AnyView = anyView<{ readonly events: number; readonly last: number }>({
  name: 'counting',
  version: 1,
  collection: collections.traces,
  indexes: [],
  keys: ({ streamId }) => [streamId],
  project: (document, { revision }) => ({ events: (document?.events ?? 0) + 1, last: Number(revision) }),
});
