import { Serving } from '../serving/serving.js';
/** What serves in specs: no model, no rules, nothing new unless a spec says otherwise, and time that stands still. */
export const servingOfSpec = (knowledge, options = {}) => new Serving(knowledge, {
    ...{ models: { champion: () => undefined }, deadlineMs: 50, mostPerCategory: 3, exploration: 0 },
    elapsed: () => 0,
    observer: { answered: () => undefined, passed: () => undefined, compared: () => undefined },
    ...options,
});
//# sourceMappingURL=serving-of-spec.js.map