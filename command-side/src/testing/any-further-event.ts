import type { ShopEvent } from '@storefold/contracts';
import type fc from 'fast-check';
import { anyCurrencyEvents } from './any-currency-event.js';
import { modelEvents } from './any-model-event.js';
import { anyReconciliationEvents } from './any-reconciliation-event.js';

/** Any event of the parts that make theirs in files of their own. */
export const furtherEvents = (made: Parameters<typeof anyCurrencyEvents>[0]): readonly fc.Arbitrary<ShopEvent>[] => [
  ...anyCurrencyEvents(made),
  ...modelEvents,
  ...anyReconciliationEvents(made.id),
];
