import { filePath, httpEnvironment, serviceUrl } from '@storefold/platform';
import { z } from 'zod';

/** Everything that the gateway is told from outside. The pages read the same addresses from the environment. */
export const configuration = z.object({
  ...httpEnvironment,
  COMMAND_SIDE_URL: serviceUrl,
  QUERY_SIDE_URL: serviceUrl,
  RECOMMENDER_URL: serviceUrl,
  PROJECTIONS_URL: serviceUrl,
  /** Share of visitors who see what many buy instead of recommendations, so that it can be told what these do. */
  RECOMMENDATION_CONTROL_SHARE: z.coerce.number().min(0).max(0.5).default(0.1),
  /** Where visitors reach the shop, such as https://shop.example; forms are only taken from there. */
  PUBLIC_URL: serviceUrl.optional(),
  SESSION_KEY_FILE: filePath.optional(),
  /** Where browsers load what takes a card, such as https://js.stripe.com/v3/; without it no cards are offered. */
  PAYMENT_SCRIPT_URL: serviceUrl.optional(),
  /** Holds the key by which browsers know the payment gateway's account, `pk_…`. */
  PAYMENT_PUBLISHABLE_KEY_FILE: filePath.optional(),
});
export type Configuration = z.infer<typeof configuration>;
