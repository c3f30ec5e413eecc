import type { Recorded } from '@storefold/contracts';

/** The event types that the process follows: each may ask for a document of its order. */
export const invoicingTypes = [
  'ItemsShipped',
  'OrderLinesCancelled',
  'ItemsReturned',
  'ReturnInspected',
  'PaymentRefunded',
] as const;

/**
 * The order whose bill an event may change. History that was imported has documents of its own and is left alone.
 *
 * @returns its id; undefined where no document can follow from the event
 */
export const billedOrderOf = (event: Recorded): string | undefined => {
  if (event.metadata.origin === 'import') return undefined;
  switch (event.type) {
    case 'ItemsShipped':
    case 'OrderLinesCancelled':
    case 'ItemsReturned':
    case 'ReturnInspected':
    case 'PaymentRefunded':
      return event.data.orderId;
    default:
      return undefined;
  }
};
