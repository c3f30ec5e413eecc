import type { Logger } from '@storefold/platform';
import { type Registry } from 'prom-client';
import type { Observer } from './serving.js';
/** Counts events of the log that could not be read, and are missing in all answers. */
export declare const countUnreadable: (metrics: Registry) => (() => void);
/** Counts in a registry which step answered, which ones gave way and why, and what a shadow would have said. */
export declare const observeIn: (metrics: Registry, logger: Logger) => Observer;
//# sourceMappingURL=metrics.d.ts.map