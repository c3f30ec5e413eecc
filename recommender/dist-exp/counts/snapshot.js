import { countEase } from './ease.js';
import { countItemNeighbours } from './item-knn.js';
import { itemFacts } from './popularity.js';
import { countTogether } from './together.js';
import { countTransitions } from './transitions.js';
import { readWords } from './words.js';
/** @param now the end of the stretch, in days since 1970: its last basket may be older */
export const takeSnapshot = (history, now, settings) => ({
    settings,
    items: history.itemNames.length,
    now,
    facts: itemFacts(history, now),
    transitions: countTransitions(history, settings.transitions.halfLifeDays),
    together: countTogether(history, settings.together.halfLifeDays),
    neighbours: countItemNeighbours(history, settings.neighbours.halfLifeDays),
    ease: settings.ease && countEase(history, settings.ease),
    words: readWords(history.itemTexts),
});
//# sourceMappingURL=snapshot.js.map