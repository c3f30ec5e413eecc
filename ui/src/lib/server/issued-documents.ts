import { ask, type Asker } from '$lib/server/services';
import type { IssuedDocument } from '$lib/types';

/** The invoice of an order and its credit notes; none while nobody can say: a page without them is still a page. */
export const issuedDocuments = async (asker: Asker, orderId: string): Promise<readonly IssuedDocument[]> => {
  const answer = await ask<{ readonly items: readonly IssuedDocument[] }>(
    asker,
    `/shop/orders/${encodeURIComponent(orderId)}/invoices`,
    { patienceMs: 1_000 },
  );
  return answer.ok ? answer.body.items : [];
};
