import type { DataOf, ModelEvent } from '@storefold/contracts';
import { type Compared } from './verdict.js';
export type Trained = DataOf<'ModelTrained'>;
export type Training = DataOf<'ModelTrainingStarted'>;
/** All that the log says of the recommender's models. */
export type ModelsState = {
    /** Models that were trained, by their names: the newest 200, and those that serve, wait, or can be gone back to. */
    readonly trained: ReadonlyMap<string, Trained>;
    /** What the last training that ended with a model made. */
    readonly lastTrained: Trained | undefined;
    readonly champion: string | undefined;
    /** Champions before it that can be taken back to, the newest first; at most 20. */
    readonly earlier: readonly string[];
    /** Models that somebody took back. */
    readonly takenBack: ReadonlySet<string>;
    /** The newest model that was trained and does not serve: it answers in the champion's shadow. */
    readonly challenger: string | undefined;
    /** The challenger, while it is not judged: it waits for orders that came after it. */
    readonly awaiting: string | undefined;
    readonly running: Training | undefined;
    /** Trainings that failed since the last one that did not. */
    readonly failures: number;
    /** ISO 8601: when the last training ended, well or not. */
    readonly endedAt: string | undefined;
};
export type ModelsCommand = 
/** @property endedAt when the last training ended, as far as it was known to whoever asks; another one since refuses. @default not looked at */
({
    readonly type: 'StartTraining';
    readonly after?: {
        readonly endedAt: string | undefined;
    };
} & Training) | {
    readonly type: 'ContinueTraining';
    readonly trainingId: string;
    readonly until: string;
}
/** @property heardUntil what was last heard of it, where it is given up for silence: something newer keeps it. @default not looked at */
 | {
    readonly type: 'GiveUpTraining';
    readonly trainingId: string;
    readonly reason: string;
    readonly failedAt: string;
    readonly heardUntil?: string;
}
/** @property comparison of the challenger that awaited it, by what `model` was trained on; or why there is none */
 | {
    readonly type: 'ReportModel';
    readonly model: Trained;
    readonly comparison: Compared | {
        readonly none: string;
    };
} | {
    readonly type: 'PromoteModel';
    readonly modelId: string;
    readonly reason: string;
}
/** @property modelId the champion that is to go, so that a repeat takes nothing further back */
 | {
    readonly type: 'RollBackModel';
    readonly modelId: string;
    readonly reason: string;
};
export type ModelsRefusal = 'training-runs' | 'trained-meanwhile' | 'training-not-running' | 'no-such-model' | 'holds-erased-customers' | 'not-the-champion' | 'nothing-before-it';
export type ModelsDecision = {
    readonly events: readonly ModelEvent[];
} | {
    readonly refusal: ModelsRefusal;
    readonly detail: string;
};
export declare const noModels: ModelsState;
/** Folds what happened. Never fails: history stands. */
export declare const evolveModels: (state: ModelsState, event: ModelEvent) => ModelsState;
/** Why a training failed that nobody spoke of any more. */
export declare const LOST = "nothing was heard of it in its time: whoever trained was killed, or cannot reach the log";
/**
 * Decides on trainings and models. A repeated command gives no events. Pure: moments come with the command.
 *
 * @returns events, or why not
 */
export declare const decideModels: (command: ModelsCommand, state: ModelsState) => ModelsDecision;
/** The models whose files are needed: the champion, the one it went on from, the one before it, and the newest challenger. */
export declare const neededModels: ({ champion, earlier, challenger, trained }: ModelsState) => readonly string[];
//# sourceMappingURL=models-decider.d.ts.map