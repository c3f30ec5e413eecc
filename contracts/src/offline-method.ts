import { z } from 'zod';

/** How money reaches us without a gateway. */
export const offlineMethod = z.enum(['bank-transfer', 'cash', 'cheque', 'card-terminal', 'on-account']);
export type OfflineMethod = z.infer<typeof offlineMethod>;
