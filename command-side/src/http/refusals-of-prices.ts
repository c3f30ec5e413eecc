import type { PriceScheduleRefusal } from '../inventory/price-schedule.js';
import type { Telling } from './telling.js';

/** How it is told why a price that is to come is refused. */
export const tellingOfPrices: Readonly<Record<PriceScheduleRefusal, Telling>> = {
  'currency-not-offered': {
    status: 422,
    say: (fact) => `We do not sell in ${fact('currency')}; choose one of: ${fact('known')}.`,
  },
  'effective-from-past': {
    status: 422,
    say: (fact) => `${fact('effectiveFrom')} is past. Change the price itself, or name a moment to come.`,
  },
  'effective-from-too-far': {
    status: 422,
    say: (fact) => `${fact('effectiveFrom')} is too far away; a price can be set down until ${fact('latest')}.`,
  },
  'price-change-clashes': {
    status: 409,
    say: (fact) =>
      `Another price is to be asked from ${fact('effectiveFrom')} on: withdraw ${fact('changeId')} first, or name another moment.`,
  },
  'too-many-price-changes': {
    status: 422,
    say: (fact) => `${fact('waiting')} prices of this product are to come already; withdraw some first.`,
  },
  'price-change-not-found': {
    status: 404,
    say: (fact) => `There is no price change ${fact('changeId')} of ${fact('sku')}.`,
  },
  'price-change-in-effect': {
    status: 409,
    say: (fact) => `The price change ${fact('changeId')} is made already. Change the price anew.`,
  },
};
