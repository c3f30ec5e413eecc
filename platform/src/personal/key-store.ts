import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { MongoServerError, type Collection, type Db } from 'mongodb';
import { KeyMaker, type KeyDocument } from './key-maker.js';

const CACHE = { entries: 10_000, milliseconds: 60_000 };

/**
 * Data keys, one per person or guest order, each wrapped by the master key. A destroyed key leaves a mark, so that
 * nobody makes it anew: what it sealed stays erased.
 */
export class KeyStore {
  readonly #keys: Collection<KeyDocument>;
  readonly #maker: KeyMaker;
  readonly #masterKey: Buffer;
  readonly #cache = new Map<string, { readonly key: Buffer; readonly until: number }>();

  constructor(db: Db, masterKey: Buffer) {
    this.#keys = db.collection<KeyDocument>('dataKeys', { writeConcern: { w: 'majority', journal: true } });
    this.#maker = new KeyMaker(this.#keys);
    this.#masterKey = masterKey;
  }

  /** The key, or undefined where there never was one or it was destroyed. */
  async dataKey(keyId: string): Promise<Buffer | undefined> {
    const cached = this.#cache.get(keyId);
    if (cached && cached.until > Date.now()) return cached.key;
    const document = await this.#keys.findOne({ _id: keyId });
    return document?.wrapped === undefined ? undefined : this.#remember(keyId, this.#unwrap(keyId, document.wrapped));
  }

  /**
   * The key, made where there is none. Durable before it is answered: what is sealed under it can be opened again.
   *
   * @throws Error when the key was destroyed
   */
  async ensureDataKey(keyId: string): Promise<Buffer> {
    const cached = this.#cache.get(keyId);
    if (cached && cached.until > Date.now()) return cached.key;
    const made = { wrapped: this.#wrap(keyId, randomBytes(32)), createdAt: new Date().toISOString() };
    const document = await this.#insert(keyId, made);
    if (document?.wrapped === undefined)
      throw new Error(`the data key ${keyId} was destroyed; nothing can be sealed under it`);
    return this.#remember(keyId, this.#unwrap(keyId, document.wrapped));
  }

  /**
   * As `ensureDataKey`, for a key that is likely made just now: many that are asked for at once are written together.
   *
   * @throws Error when the key was destroyed
   */
  async newDataKey(keyId: string): Promise<Buffer> {
    if (this.#cache.has(keyId)) return this.ensureDataKey(keyId);
    const key = randomBytes(32);
    const made = { _id: keyId, wrapped: this.#wrap(keyId, key), createdAt: new Date().toISOString() };
    return (await this.#maker.make(made)) ? this.#remember(keyId, key) : this.ensureDataKey(keyId);
  }

  /** Keeps what is there, else what was made: answers which. */
  async #insert(keyId: string, made: Omit<KeyDocument, '_id'>): Promise<KeyDocument | null> {
    try {
      return await this.#keys.findOneAndUpdate(
        { _id: keyId },
        { $setOnInsert: made },
        { upsert: true, returnDocument: 'after' },
      );
    } catch (error) {
      // Two who make the same key at once: one of them is told so, and both have the one that was written.
      if (error instanceof MongoServerError && error.code === 11000) return this.#keys.findOne({ _id: keyId });
      throw error;
    }
  }

  /** Destroys a key for ever. Other processes forget it within a minute. */
  async destroy(keyId: string): Promise<void> {
    this.#cache.delete(keyId);
    const now = new Date().toISOString();
    await this.#keys.updateOne(
      { _id: keyId },
      { $set: { erasedAt: now }, $unset: { wrapped: '' }, $setOnInsert: { createdAt: now } },
      { upsert: true },
    );
  }

  #remember(keyId: string, key: Buffer): Buffer {
    if (this.#cache.size >= CACHE.entries) this.#cache.clear();
    this.#cache.set(keyId, { key, until: Date.now() + CACHE.milliseconds });
    return key;
  }

  #wrap(keyId: string, key: Buffer): string {
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', this.#masterKey, nonce).setAAD(Buffer.from(keyId));
    return Buffer.concat([nonce, cipher.update(key), cipher.final(), cipher.getAuthTag()]).toString('base64');
  }

  #unwrap(keyId: string, wrapped: string): Buffer {
    const bytes = Buffer.from(wrapped, 'base64');
    const decipher = createDecipheriv('aes-256-gcm', this.#masterKey, bytes.subarray(0, 12)).setAAD(Buffer.from(keyId));
    decipher.setAuthTag(bytes.subarray(-16));
    try {
      return Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]);
    } catch (error) {
      throw new Error(
        `the data key ${keyId} does not open with this master key; is MASTER_KEY_FILE the one it was made with?`,
        { cause: error },
      );
    }
  }
}
