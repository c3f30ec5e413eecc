import { type Registry } from 'prom-client';
import type { ModelsState } from '../models/models-decider.js';
import { type Outcome, type RetrainingStatus } from './retrainer.js';
type Watched = {
    readonly state: () => ModelsState;
    readonly training: () => RetrainingStatus | undefined;
    readonly now: () => Date;
};
/** Puts into a registry how old the champion is, what was ordered since, and what comes of trainings. @returns counts a training */
export declare const observeTrainings: (metrics: Registry, { state, training, now }: Watched) => ((outcome: Outcome) => void);
export {};
//# sourceMappingURL=retraining-metrics.d.ts.map