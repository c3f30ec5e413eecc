/** A share of the champion's NDCG@10 that matters to nobody: less than that is no difference. */
const TOLERATED = 0.01;
const figure = (value) => value.toFixed(4);
/**
 * Whether a challenger is not worse than the champion, and the figures that say so. It is worse where the whole 95 %
 * interval of a difference (of all products, or of those new to a customer) lies below nothing; or where its NDCG@10 over
 * all orders is more than 1 % below the champion's and chance is no excuse: the interval leaves no room for its being
 * 1 % better. The point alone decides nothing: of few users, equal models differ by more than that half of the time.
 */
export const verdictOn = ({ champion, challenger, difference, users, }) => {
    const matters = TOLERATED * champion.all;
    const lacking = champion.all - challenger.all > matters && difference.all.high < matters;
    const surely = difference.all.high < 0 || difference.new.high < 0;
    const { low, mean, high } = difference.all;
    const worse = lacking || surely;
    return {
        worse,
        reason: `${worse ? 'worse than' : 'not worse than'} the champion on ${users.toString()} users that neither had seen: NDCG@10 ` +
            `${figure(challenger.all)} against ${figure(champion.all)}, difference ${figure(mean)} [${figure(low)}, ${figure(high)}]; ` +
            `new products ${figure(challenger.new)} against ${figure(champion.new)}`,
    };
};
//# sourceMappingURL=verdict.js.map