import {
  buyerField,
  collections,
  invoiceBuyer,
  streamName,
  type InvoiceBuyer,
  type InvoiceDocument,
} from '@storefold/contracts';
import { unseal, type KeyStore } from '@storefold/platform';
import type { Db } from 'mongodb';
import type { OrderQuestions } from '../shop/order-questions.js';

type Stored = InvoiceDocument & { readonly _id: string; readonly _position?: unknown };
/** Whom a document is made out to; that nobody ever knew; or that its year's key is gone. */
export type ShownBuyer =
  { readonly state: 'shown'; readonly buyer: InvoiceBuyer } | { readonly state: 'none' } | { readonly state: 'erased' };
type WithBuyer<Document> = Document extends unknown ? Omit<Document, 'buyer'> & { readonly buyer: ShownBuyer } : never;
/** An invoice or a credit note for whoever may see it. */
export type ShownInvoice = WithBuyer<InvoiceDocument>;
export type InvoiceSummary = Pick<
  InvoiceDocument,
  'number' | 'kind' | 'issuedOn' | 'currency' | 'totalMinor' | 'invoiceNumber'
>;

/** GetInvoice and InvoicesOfOrder, for one viewer: whoever may see an order may see its documents. */
export class InvoiceQuestions {
  readonly #db: Db;
  readonly #keys: KeyStore;
  readonly #orders: OrderQuestions;

  constructor(db: Db, keys: KeyStore, orders: OrderQuestions) {
    this.#db = db;
    this.#keys = keys;
    this.#orders = orders;
  }

  /** The document with this number; undefined where there is none that the viewer may see. */
  async get(number: string): Promise<ShownInvoice | undefined> {
    const found = await this.#invoices().findOne({ _id: number });
    if (!found || !(await this.#orders.maySee(found.orderId))) return undefined;
    const { _id, _position, ...document } = found;
    return { ...document, buyer: await this.#buyerOf(found) };
  }

  /** An order's documents, the invoice first; undefined where there is no such order that the viewer may see. */
  async ofOrder(orderId: string): Promise<{ readonly items: readonly InvoiceSummary[] } | undefined> {
    if (!(await this.#orders.maySee(orderId))) return undefined;
    const found = await this.#invoices().find({ orderId }).sort({ issuedAt: 1, _id: 1 }).toArray();
    const isNote = ({ kind }: Stored): number => (kind === 'credit-note' ? 1 : 0);
    return {
      items: [...found]
        .sort((one, other) => isNote(one) - isNote(other))
        .map(({ number, kind, issuedOn, currency, totalMinor, invoiceNumber }) => ({
          ...{ number, kind, issuedOn, currency, totalMinor, invoiceNumber },
        })),
    };
  }

  async #buyerOf({ buyer, kind, register, documentId }: Stored): Promise<ShownBuyer> {
    if (!buyer) return { state: 'none' };
    const key = await this.#keys.dataKey(buyer.keyId);
    if (!key) return { state: 'erased' };
    const type = kind === 'invoice' ? 'InvoiceIssued' : 'CreditNoteIssued';
    const place = { streamId: streamName('register', register), type, field: buyerField(documentId) };
    return { state: 'shown', buyer: invoiceBuyer.parse(unseal(key, buyer, place)) };
  }

  #invoices() {
    return this.#db.collection<Stored>(collections.invoices);
  }
}
