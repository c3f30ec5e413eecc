import type { DataOf } from '@storefold/contracts';

export type Compared = DataOf<'ChallengerComparedWithChampion'>;

/** How much of the champion's NDCG@10 a challenger may lack on a window of chance and still count as not worse. */
const TOLERATED = 0.01;

const figure = (value: number): string => value.toFixed(4);

/**
 * Whether a challenger is not worse than the champion, and the figures that say so. It is worse where its NDCG@10 over
 * all orders is more than 1 % below the champion's, or where the whole 95 % interval of a difference (of all products, or
 * of those new to a customer) lies below nothing.
 */
export const verdictOn = ({
  champion,
  challenger,
  difference,
  users,
}: Compared): { readonly worse: boolean; readonly reason: string } => {
  const lacking = champion.all - challenger.all > TOLERATED * champion.all;
  const surely = difference.all.high < 0 || difference.new.high < 0;
  const { low, mean, high } = difference.all;
  const worse = lacking || surely;
  return {
    worse,
    reason:
      `${worse ? 'worse than' : 'not worse than'} the champion on ${users.toString()} users that neither had seen: NDCG@10 ` +
      `${figure(challenger.all)} against ${figure(champion.all)}, difference ${figure(mean)} [${figure(low)}, ${figure(high)}]; ` +
      `new products ${figure(challenger.new)} against ${figure(champion.new)}`,
  };
};
