import { appendGroups, projectionGroup } from '../event-store/append-rows.js';
import { liveGroup, readGroup } from '../event-store/read-rows.js';
import { suite } from '../event-store/row-group.js';
import { behindGroup, sizeGroup } from '../event-store/size-rows.js';
import type { Row } from '../result.js';
import type { Suite } from './suite.js';

const groups = [...appendGroups, readGroup, liveGroup, projectionGroup, sizeGroup, behindGroup];

/** What the event store does in a second, through the official client, and what it takes for it. */
export const eventStoreSuite: Suite = {
  name: suite,
  about:
    'appends, reads and subscriptions of the event store through the official client, beside the client’s own ceiling',
  run: async ({ rows: word = '', scale, say }) => {
    const chosen = groups.filter(({ name }) => name.includes(word));
    if (chosen.length === 0)
      throw new Error(`no rows hold "${word}"; there are: ${groups.map(({ name }) => name).join('; ')}`);
    const rows: Row[] = [];
    for (const { name, measure } of chosen) {
      say(`measuring: ${name}`);
      rows.push(...(await measure({ scale, say })));
    }
    return rows;
  },
};
