import { linkProjections, type LinkProjection } from '../index/link-lists.js';
import type { EventStore } from '../store/event-store.js';
import type { SystemProjections } from './projections-service.js';

/** Listed because the real server lists it; the streams `$category-` that it would make are not made here. */
const STREAM_BY_CATEGORY = '$stream_by_category';

const linkProjectionOf = (name: string): LinkProjection | undefined =>
  linkProjections.find((projection) => projection === name);

/** The system projections of a store. */
export const systemProjections = (store: EventStore): SystemProjections => {
  let streamByCategory = true;
  return {
    names: [...linkProjections, STREAM_BY_CATEGORY],
    isOn: (name) => {
      const projection = linkProjectionOf(name);
      return projection ? store.isProjecting(projection) : streamByCategory;
    },
    turn: async (name, on) => {
      const projection = linkProjectionOf(name);
      if (projection) await store.setProjecting(projection, on);
      else streamByCategory = on;
    },
    figures: () => {
      const events = store.index.visible;
      return { position: store.index.position(events - 1), events };
    },
  };
};
