import { z } from 'zod';
import { currencyCode } from '../money.js';
import { defineEvent } from '../event-registry.js';
import { recordedText } from '../text.js';

/** The first event of every log: its id is the log's id, to which positions belong. */
export const shopOpened = defineEvent(
  'ShopOpened',
  1,
  z.object({
    shopId: z.uuid(),
    name: recordedText(1, 100),
    currency: currencyCode,
    timeZone: recordedText(1, 60),
  }),
);
