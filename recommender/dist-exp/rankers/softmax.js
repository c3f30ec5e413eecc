/**
 * How a list should move: for each product its share of what was taken less its softmax probability. This is the
 * gradient, upwards, of the listwise likelihood (ListNet with its top-one probabilities; Cao et al., ICML 2007).
 */
export const listGradient = (scores, taken, gradient) => {
    let most = -Infinity;
    let wanted = 0;
    for (let at = 0; at < taken.length; at++) {
        most = Math.max(most, scores[at] ?? 0);
        wanted += taken[at] ?? 0;
    }
    let sum = 0;
    for (let at = 0; at < taken.length; at++) {
        const power = Math.exp((scores[at] ?? 0) - most);
        gradient[at] = power;
        sum += power;
    }
    for (let at = 0; at < taken.length; at++)
        gradient[at] = (taken[at] ?? 0) / wanted - (gradient[at] ?? 0) / sum;
};
//# sourceMappingURL=softmax.js.map