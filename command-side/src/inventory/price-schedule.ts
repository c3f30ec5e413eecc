import type { DataOf, ShopEvent } from '@storefold/contracts';
import { accept, alreadyDone, refuseAs } from '../decider.js';
import { notOffered } from '../pricing/offered.js';

/** A price that is to be asked from a moment on. */
export type PriceChange = Omit<DataOf<'PriceChangeScheduled'>, 'sku'>;
/** What is to come, in the order of its times. */
export type PriceSchedule = readonly PriceChange[];

export type SchedulePrice = DataOf<'PriceChangeScheduled'> & {
  readonly kind: 'schedule-price';
  /** In which the shop sells. */
  readonly offered: readonly string[];
  /** ISO 8601. */
  readonly now: string;
};
export type WithdrawPriceChange = {
  readonly kind: 'withdraw-price-change';
  readonly sku: string;
  /** The change that is withdrawn. */
  readonly changeId: string;
};
/** The time of scheduled changes may have come. */
export type ApplyPriceChanges = { readonly kind: 'apply-price-changes'; readonly sku: string; readonly now: string };
export type PriceScheduleRefusal =
  | 'currency-not-offered'
  | 'effective-from-past'
  | 'effective-from-too-far'
  | 'price-change-clashes'
  | 'price-change-not-found'
  | 'price-change-in-effect'
  | 'too-many-price-changes';

/** So many changes of one product may wait. */
export const mostScheduled = 20;
/** Two years: what lies beyond is a slip of the pen. */
const FARTHEST_MS = 2 * 366 * 24 * 60 * 60_000;

const byTime = (a: PriceChange, b: PriceChange): number => (a.effectiveFrom < b.effectiveFrom ? -1 : 1);

/** The event of a price: a product's own, or one in another currency. */
export const priced = (data: DataOf<'ProductPricedInCurrency'>, own: string) =>
  data.currency === own
    ? { type: 'ProductPriceChanged' as const, data }
    : { type: 'ProductPricedInCurrency' as const, data };

/** What is to come after an event; the same schedule where the event is none of its own. */
export const evolveSchedule = (schedule: PriceSchedule, event: ShopEvent): PriceSchedule => {
  switch (event.type) {
    case 'PriceChangeScheduled': {
      const { sku: _, ...change } = event.data;
      return [...schedule, change].sort(byTime);
    }
    case 'PriceChangeWithdrawn':
    case 'ProductPricedInCurrency':
    case 'ProductPriceChanged': {
      const { changeId } = event.data;
      return changeId === undefined ? schedule : schedule.filter((waiting) => waiting.changeId !== changeId);
    }
    default:
      return schedule;
  }
};

/**
 * A price from a moment on. Two changes of one currency for one moment are refused, as nobody could say which holds after it.
 *
 * @param own the product's own currency
 * @param known whether this very change was scheduled before, whatever became of it
 */
export const schedulePrice = (
  { kind: _, now, offered, ...data }: SchedulePrice,
  schedule: PriceSchedule,
  own: string,
  known: boolean,
) => {
  if (known) return alreadyDone;
  const { effectiveFrom } = data;
  if (data.currency !== own && !offered.includes(data.currency)) return notOffered(data.currency, offered);
  if (effectiveFrom <= now) return refuseAs('effective-from-past', { effectiveFrom, now });
  const latest = new Date(Date.parse(now) + FARTHEST_MS).toISOString();
  if (effectiveFrom > latest) return refuseAs('effective-from-too-far', { effectiveFrom, latest });
  const other = schedule.find(
    (waiting) => waiting.effectiveFrom === effectiveFrom && waiting.currency === data.currency,
  );
  if (other)
    return refuseAs('price-change-clashes', { effectiveFrom, changeId: other.changeId, priceMinor: other.priceMinor });
  if (schedule.length >= mostScheduled) return refuseAs('too-many-price-changes', { waiting: schedule.length });
  return accept({ type: 'PriceChangeScheduled' as const, data });
};

/** @param known whether a change of this id was made or scheduled before */
export const withdrawPriceChange = (
  { sku, changeId }: WithdrawPriceChange,
  schedule: PriceSchedule,
  withdrawn: readonly string[],
  known: boolean,
) => {
  if (schedule.some((waiting) => waiting.changeId === changeId))
    return accept({ type: 'PriceChangeWithdrawn' as const, data: { sku, changeId } });
  if (withdrawn.includes(changeId)) return alreadyDone;
  return known
    ? refuseAs('price-change-in-effect', { sku, changeId })
    : refuseAs('price-change-not-found', { sku, changeId });
};

/**
 * Makes all changes whose time has come, in the order of their times, however late it is: the last of them holds.
 *
 * @param own the product's own currency
 */
export const applyPriceChanges = ({ sku, now }: ApplyPriceChanges, schedule: PriceSchedule, own: string) => {
  const due = schedule.filter(({ effectiveFrom }) => effectiveFrom <= now);
  return accept(...due.map(({ effectiveFrom: _, ...change }) => priced({ sku, ...change }, own)));
};
