import { buyerField, delivery, invoiceBuyer, streamName, type DataOf, type InvoiceBuyer } from '@storefold/contracts';
import type { Sealed } from '@storefold/contracts';
import { seal, unseal, type KeyStore } from '@storefold/platform';
import { eventIdOf } from '../streams/decide-batch.js';
import type { InvoiceKeys } from './invoice-keys.js';
import { registerOf, type DocumentKind } from './register-decider.js';

const types = { invoice: 'InvoiceIssued', creditnote: 'CreditNoteIssued' } as const;

/** Whom documents are made out to: taken from the order while it is known there, and sealed anew for the register. */
export class Buyers {
  readonly #keys: KeyStore;
  readonly #invoiceKeys: InvoiceKeys;

  constructor(keys: KeyStore, invoiceKeys: InvoiceKeys) {
    this.#keys = keys;
    this.#invoiceKeys = invoiceKeys;
  }

  /** Who ordered; undefined where that was never known, or erased. */
  async ofOrder(orderId: string, envelope: Sealed | undefined): Promise<InvoiceBuyer | undefined> {
    const key = envelope && (await this.#keys.dataKey(envelope.keyId));
    if (!envelope || !key) return undefined;
    const place = { streamId: streamName('order', orderId), type: 'OrderPlaced', field: 'delivery' };
    const { email: _, ...buyer } = delivery.parse(unseal(key, envelope, place));
    return buyer;
  }

  /** Whom an invoice was made out to; undefined where it does not say, or its year's key is gone. */
  async ofInvoice({ register, documentId, buyer }: DataOf<'InvoiceIssued'>): Promise<InvoiceBuyer | undefined> {
    const key = buyer && (await this.#keys.dataKey(buyer.keyId));
    if (!buyer || !key) return undefined;
    const place = { streamId: streamName('register', register), type: types.invoice, field: buyerField(documentId) };
    return invoiceBuyer.parse(unseal(key, buyer, place));
  }

  /** @param commandId of the command that issues the document */
  async seal(
    document: { readonly kind: DocumentKind; readonly month: string; readonly documentId: string },
    buyer: InvoiceBuyer,
    commandId: string,
  ): Promise<Sealed> {
    const { kind, month, documentId } = document;
    const { keyId, key } = await this.#invoiceKeys.keyOf(month);
    const streamId = streamName('register', registerOf(kind, month));
    const eventId = eventIdOf(commandId, streamId, 0);
    return seal(key, { streamId, type: types[kind], field: buyerField(documentId), keyId, eventId }, buyer);
  }
}
