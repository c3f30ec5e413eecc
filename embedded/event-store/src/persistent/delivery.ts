import type { EventStore } from '../store/event-store.js';
import { decodeData, decodeType } from '../wire/recorded-event.js';
import { linkType, pointerTo } from './recorded.js';

/** Recorded events as a consumer sees them: an event, a link with what it points to, or a link that leads nowhere. */
export type Delivery = {
  readonly event: Buffer | undefined;
  readonly link: Buffer | undefined;
};

/** @param resolve follow the event, where it is a link */
export const deliveryOf = (store: EventStore, bytes: Buffer, resolve: boolean): Delivery =>
  resolve && decodeType(bytes) === linkType
    ? { event: store.linked(bytes), link: bytes }
    : { event: bytes, link: undefined };

/** `revision@stream` of what was delivered: what a parked message keeps. */
export const pointerOf = ({ event, link }: Delivery): string => {
  if (event) return pointerTo(event);
  return link ? decodeData(link).toString('utf8') : '';
};
