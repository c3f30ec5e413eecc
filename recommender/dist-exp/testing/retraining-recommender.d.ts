import type { TrainingJob } from '../retraining/training-job.js';
import { startRecommender } from '../service.js';
/** A recommender that trains after forty orders, without pauses; `settings` say where and overrule. @param said is given each line of its log */
export declare const retrainingRecommender: (settings: Readonly<Record<string, unknown>>, job: TrainingJob, said: (line: string) => void) => ReturnType<typeof startRecommender>;
//# sourceMappingURL=retraining-recommender.d.ts.map