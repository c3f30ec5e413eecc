import { Counter, Gauge } from 'prom-client';
import { outcomes } from './retrainer.js';
/** Puts into a registry how old the champion is, what was ordered since, and what comes of trainings. @returns counts a training */
export const observeTrainings = (metrics, { state, training, now }) => {
    const registers = [metrics];
    new Gauge({
        name: 'recommender_model_age_seconds',
        help: 'Since the champion was trained; NaN where there is none.',
        registers,
        collect() {
            const { champion, trained } = state();
            const at = champion === undefined ? undefined : trained.get(champion)?.trainedAt;
            this.set(at === undefined ? NaN : (now().getTime() - Date.parse(at)) / 1_000);
        },
    });
    new Gauge({
        name: 'recommender_orders_since_training',
        help: 'Orders since the last event that the newest model was trained on.',
        registers,
        collect() {
            this.set(training()?.ordersSince ?? NaN);
        },
    });
    new Gauge({
        name: 'recommender_training_in_progress',
        help: 'Whether a training runs, here or in another process.',
        registers,
        collect() {
            this.set(state().running ? 1 : 0);
        },
    });
    const ended = new Counter({
        name: 'recommender_trainings_total',
        help: 'Trainings of this process, by what came of them.',
        labelNames: ['outcome'],
        registers,
    });
    for (const outcome of outcomes)
        ended.inc({ outcome }, 0);
    return (outcome) => {
        ended.inc({ outcome });
    };
};
//# sourceMappingURL=retraining-metrics.js.map