import { addEase } from '../counts/ease.js';
import { addRow } from '../counts/pair-table.js';
import { addAlike } from '../counts/words.js';
import { heldIn } from './context.js';
/** Products whose titles are looked at for products alike: the newest. */
const MOST_ALIKE = 30;
/** Arrays that are filled anew for each context, so that thousands of contexts cost no memory. */
export class Scorer {
    #snapshot;
    #scores;
    constructor(snapshot) {
        this.#snapshot = snapshot;
        const column = () => new Float32Array(snapshot.items);
        this.#scores = {
            ...{ personal: column(), transitions: column(), next: column(), together: column() },
            ...{ neighbours: column(), ease: column(), alike: column() },
        };
    }
    /** What is answered is valid until the next call. */
    see(context) {
        const { settings, transitions, together, neighbours, ease, words } = this.#snapshot;
        const scores = this.#scores;
        for (const column of Object.values(scores))
            column.fill(0);
        const held = heldIn(context, settings.personal.halfLifeDays);
        const aged = (each, halfLifeDays) => halfLifeDays === Infinity ? 1 : 2 ** (-each.daysAgo / halfLifeDays);
        for (const [place, each] of held.entries()) {
            const { item, stepsAgo, usual } = each;
            scores.personal[item] = usual;
            addRow(transitions, item, 2 ** (-stepsAgo / settings.transitions.contextSteps), scores.transitions);
            if (stepsAgo === 0)
                addRow(transitions, item, 1, scores.next);
            addRow(together, item, 2 ** (-stepsAgo / settings.together.contextSteps), scores.together);
            addRow(neighbours, item, aged(each, settings.neighbours.halfLifeDays), scores.neighbours);
            if (ease)
                addEase(ease, item, aged(each, ease.halfLifeDays), scores.ease);
            if (words && place < MOST_ALIKE)
                addAlike(words, item, 2 ** (-stepsAgo / 4), scores.alike);
        }
        return { context, held, scores };
    }
}
//# sourceMappingURL=scores.js.map