import type { Knowledge } from '../serving/knowledge.js';
import { Serving, type ServingOptions } from '../serving/serving.js';
/** What serves in specs: no model, no rules, nothing new unless a spec says otherwise, and time that stands still. */
export declare const servingOfSpec: (knowledge: Knowledge, options?: Partial<ServingOptions>) => Serving;
//# sourceMappingURL=serving-of-spec.d.ts.map