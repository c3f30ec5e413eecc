import type { Uplift } from './types.js';

/** A share as people say it: `12.5 %`. */
export const percent = (share: number): string =>
  `${(100 * share).toLocaleString('en-GB', { maximumFractionDigits: 1 })} %`;

/** A difference of two shares in points of a hundred, with its sign: `+3.1`. */
export const points = (difference: number): string =>
  (100 * difference).toLocaleString('en-GB', {
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
    signDisplay: 'exceptZero',
  });

/** What a difference and its interval say, as a shopkeeper would: no more than the figures do. */
export const verdictOf = ({ uplift, control, treated }: Uplift): string => {
  if (!uplift)
    return treated.shown + control.shown === 0
      ? 'Nothing was shown yet'
      : 'One of the two groups was shown nothing yet';
  if (uplift.low > 0) return 'More is opened of what we recommend';
  if (uplift.high < 0) return 'Less is opened of what we recommend';
  return 'Too early to tell';
};

/** A difference between -1 and 1 on a line of a width; the ends are at the largest difference that any row may have. */
export const placeOn = (width: number, most: number, difference: number): number =>
  width / 2 + (Math.max(-most, Math.min(most, difference)) / most) * (width / 2);
