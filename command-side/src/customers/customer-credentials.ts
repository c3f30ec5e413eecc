import { MongoServerError, type Db } from 'mongodb';
import { Credentials } from '../access/credentials.js';

/** Until an address is verified its password lies here: signing in finds none, as for an address that nobody has. */
const pending = (customerId: string): string => `pending-${customerId}`;

/** Passwords of customers, beside those of staff; the login is the hash of the e-mail address. */
export class CustomerCredentials extends Credentials {
  constructor(db: Db) {
    super(db, 'customerCredentials');
  }

  /** Keeps a password for the day on which the address is verified. */
  keepForLater(customerId: string, password: string, setBy: string, now: string): Promise<boolean> {
    return this.create(pending(customerId), customerId, password, setBy, now);
  }

  /** The address is verified: from now on one can sign in. Safe to repeat. */
  async activate(emailHash: string, customerId: string): Promise<void> {
    const kept = await this.find(pending(customerId));
    if (!kept) return;
    try {
      await this.collection.insertOne({ ...kept, _id: emailHash });
    } catch (error) {
      if (!(error instanceof MongoServerError && error.code === 11000)) throw error;
    }
    await this.collection.deleteOne({ _id: pending(customerId) });
  }

  /** Sets a new password, which is their first where none was active. The same command may do so again. */
  async set(emailHash: string, customerId: string, password: string, setBy: string, now: string): Promise<void> {
    if ((await this.replace(emailHash, password, setBy, now)) === 'unknown-login')
      await this.create(emailHash, customerId, password, setBy, now);
    await this.collection.deleteOne({ _id: pending(customerId) });
  }

  /** Forgets a customer's passwords, and nobody else's who has the address now. */
  async remove(emailHash: string, customerId: string): Promise<void> {
    await this.collection.deleteMany({ _id: { $in: [emailHash, pending(customerId)] }, staffId: customerId });
  }
}
