import { takeSnapshot } from '../counts/snapshot.js';
import { lastTask, tailTask, thinned, windowTask } from '../history/split.js';
import { tuneSettings } from './tune.js';
const MOST_WINDOWS = 4;
const MOST_CASES = 800;
/** A window must leave this much of the history to count from. */
const LEAST_COUNTED = 0.3;
const FEWEST_CASES = 20;
/** The newest windows of a history, newest first, as far as there are enough cases and enough to count from. */
const tasksOf = (history, now, { protocol, windowDays }) => {
    if (protocol === 'last')
        return [lastTask(history, 1)];
    const begun = history.days[0] ?? now;
    const cut = protocol === 'window' ? windowTask : tailTask;
    const tasks = [];
    for (let back = 1; back <= MOST_WINDOWS; back++) {
        const from = now - back * windowDays;
        if (from - begun < LEAST_COUNTED * (now - begun))
            break;
        const task = cut(history, from, from + windowDays);
        if (task.cases.length >= FEWEST_CASES)
            tasks.push(task);
    }
    return tasks;
};
/**
 * The newest window alone, for a ranker that goes on from another.
 *
 * @returns undefined where the history is too short to learn from
 */
export const newestLesson = (history, now, cut, settings) => {
    const [task] = tasksOf(history, now, cut);
    if (!task || task.cases.length < FEWEST_CASES)
        return undefined;
    return { snapshot: takeSnapshot(task.counted, task.now, settings), cases: thinned(task.cases, MOST_CASES) };
};
/** A single window teaches and judges by turns: every third case is kept for judging. */
const sharedOut = ({ snapshot, cases }) => ({
    fitting: { snapshot, cases: cases.filter((_, at) => at % 3 !== 0) },
    validation: { snapshot, cases: cases.filter((_, at) => at % 3 === 0) },
});
/**
 * Tunes the generators on the newest window and counts them as of each of the newest windows.
 *
 * @param now end of the history in days since 1970
 * @returns undefined where the history is too short to learn from
 */
export const prepare = (history, now, cut, onProgress = () => undefined) => {
    const tasks = tasksOf(history, now, cut).map((task) => ({ ...task, cases: thinned(task.cases, MOST_CASES) }));
    const [newest, ...older] = tasks;
    if (!newest || newest.cases.length < FEWEST_CASES)
        return undefined;
    const { settings, tried } = tuneSettings(newest, onProgress);
    const lessonOf = (task) => {
        onProgress('counting a window');
        return { snapshot: takeSnapshot(task.counted, task.now, settings), cases: task.cases };
    };
    const newestLesson = lessonOf(newest);
    if (older.length === 0) {
        const { fitting, validation } = sharedOut(newestLesson);
        return { settings, tried, fitting: [fitting], validation };
    }
    return { settings, tried, fitting: older.map(lessonOf), validation: newestLesson };
};
//# sourceMappingURL=prepare.js.map