import type { Recorded, ShopEvent } from '@storefold/contracts';
import { foldView, type View } from '../engine/view.js';
import { historyOf } from './history.js';

/** What a view makes of events that happened one after the other. */
export const made = <Document extends object>(
  view: View<Document>,
  key: string,
  ...events: readonly ShopEvent[]
): Document | undefined => foldView(view, key, historyOf(...events));

/** The documents that an event touches. */
export const touched = (view: Pick<View<object>, 'keys'>, event: ShopEvent): readonly string[] =>
  historyOf(event).flatMap((recorded: Recorded) => view.keys(recorded));
