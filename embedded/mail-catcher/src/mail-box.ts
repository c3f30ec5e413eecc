import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { simpleParser, type AddressObject } from 'mailparser';
import { readSealed, Unopenable, writeSealed } from './sealed-files.js';

/** What a list of mails shows of each. */
export type MailSummary = {
  readonly id: string;
  readonly receivedAt: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
};
export type Mail = MailSummary & {
  readonly text: string;
  readonly html: string | undefined;
  readonly attachments: readonly { readonly name: string; readonly type: string; readonly bytes: number }[];
};

/** Whom the sender's server named, which need not be what the mail says. */
export type Envelope = { readonly from: string; readonly to: readonly string[] };

const MAIL = /^\d{13}-\d{6}\.mail$/;
const HEADER_END = '\n';

const addressesOf = (addresses: AddressObject | AddressObject[] | undefined): string => {
  const list = addresses === undefined ? [] : Array.isArray(addresses) ? addresses : [addresses];
  return list.map(({ text }) => text).join(', ');
};

/** One that cannot be opened stands in the list with the reason, and does not hide the others. */
const damaged = (name: string, error: unknown): MailSummary => {
  if (!(error instanceof Unopenable)) throw error;
  const receivedAt = new Date(Number(name.slice(0, 13))).toISOString();
  return { id: name.slice(0, -'.mail'.length), receivedAt, from: '', to: [], subject: `(${error.message})` };
};

/**
 * The mails that were caught, one sealed file each, the newest first. What is in it is personal: it lies on the disk under
 * a key only. The oldest go when there are more than `most`.
 */
export class MailBox {
  readonly #folder: string;
  readonly #key: Buffer;
  readonly #most: number;
  #names: string[];
  #count = 0;

  constructor(folder: string, key: Buffer, most: number) {
    this.#folder = folder;
    this.#key = key;
    this.#most = most;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    this.#names = readdirSync(folder)
      .filter((name) => MAIL.test(name))
      .sort();
  }

  get size(): number {
    return this.#names.length;
  }

  /**
   * Keeps a mail. It is on the disk when this returns.
   *
   * @param source the mail as it was sent (RFC 5322)
   * @returns its id
   */
  keep(envelope: Envelope, source: Buffer, now: Date): string {
    // Names sort by time, and never repeat within a process that takes a million mails in one millisecond's place.
    const newest = Number(this.#names.at(-1)?.slice(0, 13) ?? 0);
    const at = Math.max(now.getTime(), newest);
    const id = `${at.toString().padStart(13, '0')}-${(this.#count++ % 1_000_000).toString().padStart(6, '0')}`;
    const header = JSON.stringify({ ...envelope, receivedAt: now.toISOString() });
    writeSealed(this.#folder, `${id}.mail`, Buffer.concat([Buffer.from(header + HEADER_END), source]), this.#key);
    this.#names.push(`${id}.mail`);
    this.#names.sort();
    for (const old of this.#names.splice(0, Math.max(0, this.#names.length - this.#most)))
      rmSync(join(this.#folder, old), { force: true });
    return id;
  }

  /** The newest first. @param limit at most so many */
  async list(limit: number): Promise<readonly MailSummary[]> {
    const newest = this.#names.slice(-limit).reverse();
    return Promise.all(
      newest.map((name) =>
        this.#open(name).then(
          ({ id, receivedAt, from, to, subject }) => ({ id, receivedAt, from, to, subject }),
          (error: unknown) => damaged(name, error),
        ),
      ),
    );
  }

  /** Undefined where there is none of that id. @throws Unopenable */
  async read(id: string): Promise<Mail | undefined> {
    const name = `${id}.mail`;
    return this.#names.includes(name) ? this.#open(name) : undefined;
  }

  /** As it was sent. @throws Unopenable */
  source(id: string): Buffer | undefined {
    const name = `${id}.mail`;
    return this.#names.includes(name) ? this.#parts(name).source : undefined;
  }

  clear(): void {
    for (const name of this.#names.splice(0)) rmSync(join(this.#folder, name), { force: true });
  }

  #parts(name: string): { readonly header: Envelope & { readonly receivedAt: string }; readonly source: Buffer } {
    const bytes = readSealed(this.#folder, name, this.#key);
    const end = bytes.indexOf(HEADER_END);
    // We sealed it ourselves: what opens is what `keep` wrote.
    const header = JSON.parse(bytes.subarray(0, end).toString()) as Envelope & { readonly receivedAt: string };
    return { header, source: bytes.subarray(end + 1) };
  }

  async #open(name: string): Promise<Mail> {
    const { header, source } = this.#parts(name);
    const parsed = await simpleParser(source, { skipImageLinks: true });
    return {
      id: name.slice(0, -'.mail'.length),
      receivedAt: header.receivedAt,
      from: addressesOf(parsed.from) || header.from,
      to: header.to,
      subject: parsed.subject ?? '(no subject)',
      text: parsed.text ?? '',
      html: parsed.html === false ? undefined : parsed.html,
      attachments: parsed.attachments.map(({ filename, contentType, size }) => ({
        ...{ name: filename ?? 'unnamed', type: contentType, bytes: size },
      })),
    };
  }
}
