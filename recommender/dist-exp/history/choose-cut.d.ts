import type { Cut } from '../training/prepare.js';
import { type History } from './history.js';
/** Just after the newest basket, in days since 1970: a window that ends here holds it. */
export declare const endOf: (history: History) => number;
/**
 * How a history is to be cut: by 28 days, or a fifth of it where it is short; by the tails of sessions where few users
 * of the last window were seen before it; by each user's last step where there are no times.
 */
export declare const chooseCut: (history: History) => Cut;
//# sourceMappingURL=choose-cut.d.ts.map