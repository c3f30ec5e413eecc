import { createHash } from 'node:crypto';
import { businessMonth } from '@storefold/contracts';
import type { RowOutcome } from './accounts.js';
import { planOrder } from './plan-order.js';
import { planReturns } from './plan-returns.js';
import type { Invoice, InvoiceRow } from './invoice.js';
import { fileCurrency, naming, type Naming } from './naming.js';
import type { InvoicePlan, ShelfStep } from './plan.js';
import { ReturnsLedger } from './returns-ledger.js';
import { fileTimeZone, shelfChange, ShelfWalk } from './shelf-plan.js';
import { londonInstant } from './local-time.js';
import type { Survey } from './survey.js';

/** The most that one movement of stock carries. */
const MOST_PIECES = 1_000_000;

/**
 * Turns invoices into commands, in the order of the file. Pure but for what it remembers of earlier invoices; the same
 * file gives the same commands.
 */
export class InvoicePlanner {
  readonly #survey: Pick<Survey, 'goods' | 'shelf' | 'returnsWanted'>;
  readonly #walk: ShelfWalk;
  readonly #returns: ReturnsLedger;
  readonly #defined = new Set<string>();

  constructor(survey: Pick<Survey, 'goods' | 'shelf' | 'returnsWanted'>) {
    this.#survey = survey;
    this.#walk = new ShelfWalk(survey.shelf);
    this.#returns = new ReturnsLedger(survey.returnsWanted);
  }

  plan(invoice: Invoice): InvoicePlan {
    const name = naming(invoice);
    const outcomes = new Map<InvoiceRow, RowOutcome>();
    const products = this.#products(invoice);
    const order = planOrder(invoice, name, outcomes);
    this.#returns.sold(invoice, order?.payment?.command.amountMinor ?? 0);
    const { returns, credit, partsOf } = planReturns(invoice, name, this.#returns, outcomes);
    const adjustments = invoice.rows
      .filter(({ kind }) => kind === 'adjustment')
      .map((row) => {
        outcomes.set(row, 'account-adjusted');
        const { customerId, country } = invoice;
        return name(`adjust-${row.place.toString()}`, {
          adjustmentId: `${invoice.number}.${row.place.toString()}`,
          ...{ customerId, country, currency: fileCurrency, amountMinor: row.amountMinor },
          description: row.description || 'no description given',
        });
      });
    const shelf = this.#shelf(invoice, name, partsOf, outcomes);
    return {
      ...{ products, order, returns, credit, adjustments, shelf },
      outcomes: invoice.rows.map((row) => outcomes.get(row) ?? 'void-charge'),
    };
  }

  /** Products that this invoice is the first to name. */
  #products(invoice: Invoice): InvoicePlan['products'] {
    const products = [];
    for (const { code } of invoice.rows) {
      const goods = this.#survey.goods.get(code);
      if (!goods || this.#defined.has(code)) continue;
      this.#defined.add(code);
      const { sku, title, priceMinor, firstAt } = goods;
      products.push({
        commandId: `online-retail/product/${sku}/${createHash('sha256').update(`${title}|${priceMinor.toString()}`).digest('hex').slice(0, 12)}`,
        correlationId: `product-${sku}`,
        occurredAt: firstAt,
        command: { sku, title, priceMinor, currency: fileCurrency },
      });
    }
    return products;
  }

  #shelf(
    invoice: Invoice,
    name: Naming,
    partsOf: ReturnType<typeof planReturns>['partsOf'],
    outcomes: Map<InvoiceRow, RowOutcome>,
  ): readonly ShelfStep[] {
    const steps: ShelfStep[] = [];
    const month = businessMonth(invoice.at, fileTimeZone);
    for (const row of invoice.rows) {
      const change = shelfChange(row);
      if (change === 0) continue;
      const { code: sku } = row;
      steps.push(...this.#arrivals(sku, month));
      const place = `${invoice.number}.${row.place.toString()}`;
      if (row.kind === 'line') {
        const command = { sku, movementId: place, orderId: invoice.number, quantity: row.quantity };
        steps.push({ step: 'ship', ...name(`stock-${row.place.toString()}`, command) });
      } else if (row.kind === 'return') {
        for (const [index, { quantity, orderId }] of (partsOf.get(row) ?? []).entries()) {
          const movementId = index === 0 ? place : `${place}.${(index + 1).toString()}`;
          const whence = orderId === undefined ? { creditId: invoice.number } : { orderId };
          steps.push({ step: 'return', ...name(`stock-${movementId}`, { sku, movementId, quantity, ...whence }) });
        }
      } else {
        outcomes.set(
          row,
          row.customerId !== null ? 'stock-given-free' : change < 0 ? 'stock-written-off' : 'stock-found',
        );
        const reason = row.description || 'no reason given';
        const command = { kind: 'adjust' as const, sku, movementId: place, quantity: change, reason };
        steps.push({ step: 'update', ...name(`stock-${row.place.toString()}`, command) });
      }
    }
    return steps;
  }

  /** Goods arrive at seven in the morning of the month's first day, but not before the shop knew the product. */
  #arrivals(sku: string, month: string): readonly ShelfStep[] {
    const receipt = this.#walk.before(sku, month);
    if (!receipt) return [];
    const firstAt = this.#survey.goods.get(sku)?.firstAt ?? '';
    const opening = londonInstant(`${month}-01 07:00:00`) ?? firstAt;
    const occurredAt = opening < firstAt ? firstAt : opening;
    const steps: ShelfStep[] = [];
    for (let left = receipt.quantity, part = 1; left > 0; left -= MOST_PIECES, part++) {
      const movementId = `received.${(receipt.index + 1).toString()}.${month}${part === 1 ? '' : `.${part.toString()}`}`;
      const quantity = Math.min(left, MOST_PIECES);
      steps.push({
        step: 'update',
        commandId: `online-retail/stock/${sku}/${movementId}/${quantity.toString()}`,
        correlationId: `stock-${sku}`,
        occurredAt,
        command: { kind: 'receive', sku, movementId, quantity },
      });
    }
    return steps;
  }
}
