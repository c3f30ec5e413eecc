import { businessDay, businessMonth, type InvoiceBuyer, type Recorded, type Seller } from '@storefold/contracts';
import { deriveId } from '@storefold/platform';
import type { Clock } from '../clock.js';
import type { BilledCredit, BilledInvoice, Bill } from '../invoices/bill.js';
import type { BillReader } from '../invoices/bill-reader.js';
import type { Buyers } from '../invoices/buyers.js';
import type { DocumentKind } from '../invoices/register-decider.js';
import type { Numbered, RegisterHandlers } from '../invoices/register-handlers.js';
import type { CommandContext } from '../streams/command-context.js';
import { billedOrderOf } from './invoicing-policy.js';

export type InvoicingParts = {
  readonly bills: BillReader;
  readonly registers: RegisterHandlers;
  readonly buyers: Buyers;
  readonly seller: Seller;
  readonly timeZone: string;
  readonly clock: Clock;
};

/** Issues the documents that an order's history asks for. Handling an event twice is the same as once. */
export class Invoicing {
  readonly #parts: InvoicingParts;

  constructor(parts: InvoicingParts) {
    this.#parts = parts;
  }

  /**
   * Issues what the order's history up to this event asks for and is not issued yet: the invoice first, then each credit note.
   * So it matters neither in which order events come nor where the step before broke off.
   *
   * @throws Unavailable when a store is away: handle the event again
   */
  async handle(event: Recorded): Promise<void> {
    const orderId = billedOrderOf(event);
    if (orderId === undefined) return;
    const bill = await this.#parts.bills.at(orderId, event.position);
    if (!bill.invoice) return;
    const invoice = await this.#invoice(orderId, bill, bill.invoice, event);
    const invoicedOn = this.#dayOf(bill.invoice.issuedAt);
    for (const credit of bill.credits) await this.#credit(orderId, bill, { credit, invoice, invoicedOn }, event);
  }

  async #invoice(orderId: string, bill: Bill, invoice: BilledInvoice, because: Recorded): Promise<Numbered> {
    const about = this.#document('invoice', orderId, invoice.issuedAt);
    const known = await this.#known(about);
    if (known) return known;
    const context = this.#context(about.documentId, because);
    const buyer = await this.#parts.buyers.ofOrder(orderId, bill.delivery);
    const { lines, charges, taxes, taxMinor, totalMinor, pricesIncludeTax } = invoice;
    const draft = {
      ...(await this.#head(about, invoice.order, invoice.issuedAt, buyer, context)),
      orderedOn: this.#dayOf(bill.orderedAt),
      ...{ lines: [...lines], charges: [...charges], taxes: [...taxes], taxMinor, totalMinor },
      ...(pricesIncludeTax === undefined ? {} : { pricesIncludeTax }),
    };
    return this.#parts.registers.issue({ kind: 'invoice', month: about.month, draft }, context);
  }

  async #credit(
    orderId: string,
    bill: Bill,
    of: { readonly credit: BilledCredit; readonly invoice: Numbered; readonly invoicedOn: string },
    because: Recorded,
  ): Promise<void> {
    const { credit, invoice, invoicedOn } = of;
    const { cause, issuedAt, lines, creditedBefore, taxes, taxMinor, totalMinor } = credit;
    const about = this.#document('creditnote', deriveId('credit-note', orderId, cause.kind, cause.id), issuedAt);
    if (!bill.invoice || (await this.#known(about))) return;
    const context = this.#context(about.documentId, because);
    // Who ordered may have been erased since: the invoice keeps them.
    const buyer = (await this.#parts.buyers.ofOrder(orderId, bill.delivery)) ?? (await this.#buyerOf(invoice));
    const draft = {
      ...(await this.#head(about, bill.invoice.order, issuedAt, buyer, context)),
      ...{ invoiceNumber: invoice.number, invoicedOn, cause, lines: [...lines], creditedBefore: [...creditedBefore] },
      ...{ taxes: [...taxes], taxMinor, totalMinor },
    };
    await this.#parts.registers.issue({ kind: 'creditnote', month: about.month, draft }, context);
  }

  async #buyerOf(invoice: Numbered): Promise<InvoiceBuyer | undefined> {
    const issued = await this.#parts.registers.invoice(invoice);
    return issued && this.#parts.buyers.ofInvoice(issued);
  }

  /** What every document begins with. */
  async #head(
    about: { readonly kind: DocumentKind; readonly documentId: string; readonly month: string },
    { orderId, orderNumber, customerId, country, currency }: BilledInvoice['order'],
    issuedAt: string,
    buyer: InvoiceBuyer | undefined,
    { commandId }: CommandContext,
  ) {
    const { seller, buyers } = this.#parts;
    return {
      ...{ documentId: about.documentId, orderId, orderNumber, customerId, country, currency },
      ...{ issuedAt, issuedOn: this.#dayOf(issuedAt), seller },
      ...(buyer === undefined ? {} : { buyer: await buyers.seal(about, buyer, commandId) }),
    };
  }

  /** In the register of the month in which that happened for which it is issued: the same, whenever it is looked at. */
  #document(kind: DocumentKind, documentId: string, issuedAt: string) {
    return { kind, documentId, month: businessMonth(issuedAt, this.#parts.timeZone) };
  }

  #known(about: {
    readonly kind: DocumentKind;
    readonly month: string;
    readonly documentId: string;
  }): Promise<Numbered | undefined> {
    return this.#parts.registers.numbered(about.kind, about.month, about.documentId);
  }

  #dayOf(at: string): string {
    return businessDay(at, this.#parts.timeZone);
  }

  #context(documentId: string, { eventId, metadata }: Recorded): CommandContext {
    return {
      commandId: deriveId('invoicing', documentId),
      actor: { kind: 'process', id: 'invoicing' },
      occurredAt: this.#parts.clock(),
      origin: 'live',
      correlationId: metadata.$correlationId,
      causationId: eventId,
      traceparent: metadata.traceparent,
    };
  }
}
