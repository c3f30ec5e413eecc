import { collections, documentNumber, entityId } from '@storefold/contracts';
import { defineRoute, refuse, type Route } from '@storefold/platform';
import { z } from 'zod';
import { asked, type Source } from '../composition/asked.js';
import { T } from '../composition/tokens.js';
import { answerFresh } from '../freshness/answer.js';
import { after } from '../freshness/parameters.js';
import { renderInvoice } from './invoice-pdf.js';

const views = [collections.orders, collections.invoices] as const;
/** The same answer for a document that is not there and for one of somebody else's order. */
const noInvoice = (number: string) =>
  refuse('no-such-invoice', 404, `There is no invoice or credit note ${number} that you may see.`);
const noOrder = (id: string) => refuse('no-such-order', 404, `There is no order ${id} that you may see.`);

const ofNumber = z.strictObject({ number: documentNumber });

/** What is asked of invoices and credit notes. */
export const invoicesRoutes = (source: Source): readonly Route[] => [
  // Before the next one, which would take `.pdf` for a part of the number.
  defineRoute({
    method: 'GET',
    path: '/invoices/:number.pdf',
    roles: ['shopper', 'clerk'],
    summary: 'GetInvoicePdf: an invoice or a credit note, as it is printed.',
    params: ofNumber,
    query: z.strictObject({ after }),
    handle: asked(source, (ask, { params: { number } }) =>
      answerFresh(
        ask.resolve(T.Freshness),
        views,
        async () => {
          const invoice = await ask.resolve(T.Invoices).get(number);
          return invoice && renderInvoice(invoice);
        },
        () => noInvoice(number),
        (bytes) => ({
          status: 200,
          bytes,
          headers: {
            'Content-Type': 'application/pdf',
            'Content-Disposition': `inline; filename="${number}.pdf"`,
            'Cache-Control': 'private, no-store',
          },
        }),
      ),
    ),
  }),
  defineRoute({
    method: 'GET',
    path: '/invoices/:number',
    roles: ['shopper', 'clerk'],
    summary: 'GetInvoice: an invoice or a credit note, and whom it is made out to.',
    params: ofNumber,
    query: z.strictObject({ after }),
    handle: asked(source, (ask, { params: { number } }) =>
      answerFresh(
        ask.resolve(T.Freshness),
        views,
        () => ask.resolve(T.Invoices).get(number),
        () => noInvoice(number),
      ),
    ),
  }),
  defineRoute({
    method: 'GET',
    path: '/shop/orders/:orderId/invoices',
    roles: ['shopper', 'clerk'],
    summary: 'InvoicesOfOrder: its invoice, once something was sent, and its credit notes.',
    params: z.strictObject({ orderId: entityId }),
    query: z.strictObject({ after }),
    handle: asked(source, (ask, { params: { orderId } }) =>
      answerFresh(
        ask.resolve(T.Freshness),
        views,
        () => ask.resolve(T.Invoices).ofOrder(orderId),
        () => noOrder(orderId),
      ),
    ),
  }),
];
