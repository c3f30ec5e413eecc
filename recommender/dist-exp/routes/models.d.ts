import { type Route } from '@storefold/platform';
import type { ModelDesk } from '../retraining/model-desk.js';
/** What operators see of the recommender's models, and do with them. @param desk undefined where no shelf of models is named */
export declare const modelRoutes: (desk: ModelDesk | undefined) => readonly Route[];
//# sourceMappingURL=models.d.ts.map