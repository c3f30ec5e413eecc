import { documentStoreUrl, eventStoreUrl, filePath, httpEnvironment } from '@storefold/platform';
import { z } from 'zod';

/** Everything that the query side is told from outside. */
export const configuration = z.object({
  ...httpEnvironment,
  EVENT_STORE_URL: eventStoreUrl,
  READ_MODELS_URL: documentStoreUrl,
  KEYSTORE_URL: documentStoreUrl,
  MASTER_KEY_FILE: filePath,
  SESSION_KEY_FILE: filePath,
});
export type Configuration = z.infer<typeof configuration>;
