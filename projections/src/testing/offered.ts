import type { Recorded } from '@storefold/contracts';
import type { Offered } from '../engine/quarantine.js';

/** Events as a lane offers them to its units. */
export const offered = (events: readonly Recorded[]): readonly Offered[] => events.map((event) => ({ event }));
