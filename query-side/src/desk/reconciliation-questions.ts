import { collections, type ReconciliationDocument } from '@storefold/contracts';
import type { Db } from 'mongodb';

export type DifferencesAnswer = {
  /** Those found first before. */
  readonly items: readonly ReconciliationDocument[];
  /** How many there are in all, also beyond `items`. */
  readonly total: number;
};

/** What differs between our books and the payment gateway's. */
export class ReconciliationQuestions {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  async list(status: 'open' | 'settled', limit: number): Promise<DifferencesAnswer> {
    const collection = this.#db.collection<ReconciliationDocument & { _id: string }>(collections.reconciliation);
    const [found, total] = await Promise.all([
      collection.find({ status }).sort({ foundAt: 1, _id: 1 }).limit(limit).toArray(),
      collection.countDocuments({ status }),
    ]);
    const items = found.map(({ intentId, orderId, attemptId, kind, here, there, foundAt, settledAt, times }) => ({
      ...{ intentId, orderId, attemptId, kind, here, there, status, foundAt, settledAt, times },
    }));
    return { items, total };
  }
}
