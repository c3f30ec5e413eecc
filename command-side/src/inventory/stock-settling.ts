import type { ShopEvent } from '@storefold/contracts';
import { available, evolveStock, unsold, waiting, type StockState } from './stock-state.js';

// What follows on a shelf by itself: time takes holds away, what is free goes to those who wait, and somebody is told.

/** The shelf, and what was decided on the way to it. */
export type Course = { readonly state: StockState; readonly events: readonly ShopEvent[] };

const on = ({ state, events }: Course, event: ShopEvent): Course => ({
  state: evolveStock(state, event),
  events: [...events, event],
});

/** Lets go of what its time is over for, held or waited for, the first end first. @param now ISO 8601 */
export const lapse = (sku: string, state: StockState, now: string): Course =>
  state.ends.upTo(now).reduce<Course>(
    (course, orderId) => {
      const held = state.reservations.get(orderId);
      const hold = held ?? state.queue.get(state.places.get(orderId) ?? 0);
      if (hold?.expiresAt === undefined || hold.expiresAt > now) return course;
      const data = { sku, orderId, quantity: hold.quantity, waiting: held === undefined };
      return on(course, { type: 'ReservationExpired', data });
    },
    { state, events: [] },
  );

/**
 * Gives what is free to those who wait, strictly in the order in which they came: who wants much is not overtaken by many
 * who want little. Whoever wants more than is not sold is refused: no falling through of others could help.
 */
const grant = (sku: string, course: Course): Course => {
  let now = course;
  for (const { orderId, quantity, expiresAt } of waiting(course.state)) {
    const free = available(now.state);
    if (quantity > unsold(now.state)) {
      now = on(now, { type: 'ReservationRefused', data: { sku, orderId, quantity, available: free } });
      continue;
    }
    if (quantity > free) break;
    now = on(now, {
      type: 'StockReserved',
      data: { sku, orderId, quantity, ...(expiresAt === undefined ? {} : { expiresAt }), fromQueue: true },
    });
  }
  return now;
};

/** Those further back who can no longer be met hear it at once, though others wait before them. */
const refuseHopeless = (sku: string, course: Course): Course => {
  if (course.state.mostWanted <= unsold(course.state)) return course;
  let now = course;
  let most = 0;
  for (const { orderId, quantity } of waiting(course.state)) {
    if (quantity <= unsold(now.state)) most = Math.max(most, quantity);
    else
      now = on(now, {
        type: 'ReservationRefused',
        data: { sku, orderId, quantity, available: available(now.state) },
      });
  }
  return { ...now, state: { ...now.state, mostWanted: most } };
};

/** Says that a shelf ran low or recovered, once per crossing of its threshold. */
const tell = (sku: string, course: Course): Course => {
  const { threshold, low } = course.state;
  const free = available(course.state);
  if (threshold > 0 && !low && free <= threshold)
    return on(course, { type: 'StockRanLow', data: { sku, available: free, threshold } });
  if (threshold > 0 && low && free > threshold)
    return on(course, { type: 'StockRecovered', data: { sku, available: free, threshold } });
  return course;
};

/** Everything that follows by itself from what was just decided. */
export const settle = (sku: string, course: Course): Course =>
  tell(sku, course.state.queue.isEmpty() ? course : refuseHopeless(sku, grant(sku, course)));
