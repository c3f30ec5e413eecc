import { randomUUID } from 'node:crypto';
import { env } from '$env/dynamic/private';
import { deskCommand as command, textOf as text } from '$lib/server/desk-command';
import { issuedDocuments } from '$lib/server/issued-documents';
import { ask, mustAsk } from '$lib/server/services';
import { minorAmount, wholeNumber } from '$lib/whole-numbers';
import type { Differences, OrderSummary, Page, TrackedOrder } from '$lib/types';
import { returnActions } from './return-actions';
import type { Actions, PageServerLoad } from './$types';

const statuses = [
  'placed',
  'confirmed',
  'partly-shipped',
  'shipped',
  'delivered',
  'partly-returned',
  'returned',
  'cancelled',
];

export const load: PageServerLoad = async (event) => {
  const wished = event.url.searchParams.get('status');
  const status = wished === 'all' ? undefined : (statuses.find((known) => known === wished) ?? 'confirmed');
  const cursor = event.url.searchParams.get('cursor');
  const question = new URLSearchParams({ limit: '30', ...(status ? { status } : {}), ...(cursor ? { cursor } : {}) });
  const [page, differences] = await Promise.all([
    mustAsk<Page<OrderSummary>>(event, `/desk/orders?${question.toString()}`),
    // Orders are shown whether or not the books can be.
    ask<Differences>(event, '/desk/reconciliation?limit=20'),
  ]);
  const opened = event.url.searchParams.get('order');
  const order = opened ? await ask<TrackedOrder>(event, `/shop/orders/${encodeURIComponent(opened)}`) : undefined;
  const documents =
    order?.ok && order.body.shipments.length > 0 ? await issuedDocuments(event, order.body.orderId) : [];
  return {
    documents,
    differences: differences.ok ? differences.body : { items: [], total: 0 },
    ...{ ...page, status: status ?? 'all', statuses, order: order?.ok ? order.body : null, attempt: randomUUID() },
    /** Where mail can be read that was sent to nobody: in a shop on trial. */
    caughtMailUrl: env['CAUGHT_MAIL_URL'],
  };
};

export const actions: Actions = {
  ...returnActions,
  pay: async (event) => {
    const form = await event.request.formData();
    const amountMinor = minorAmount(form.get('amountMinor'));
    return command(
      event,
      form,
      '/payments',
      { orderId: text(form, 'orderId'), method: text(form, 'method'), amountMinor, currency: text(form, 'currency') },
      'The payment is recorded.',
    );
  },
  ship: async (event) => {
    const form = await event.request.formData();
    return command(
      event,
      form,
      `/orders/${encodeURIComponent(text(form, 'orderId'))}/shipments`,
      text(form, 'number') === ''
        ? {}
        : { tracking: { carrier: text(form, 'carrier') || 'post', number: text(form, 'number') } },
      'The order is sent.',
    );
  },
  deliver: async (event) => {
    const form = await event.request.formData();
    const [orderId, shipmentId] = [text(form, 'orderId'), text(form, 'shipmentId')].map(encodeURIComponent);
    return command(
      event,
      form,
      `/orders/${orderId ?? ''}/shipments/${shipmentId ?? ''}/delivery`,
      undefined,
      'It has arrived.',
    );
  },
  cancel: async (event) => {
    const form = await event.request.formData();
    return command(
      event,
      form,
      `/orders/${encodeURIComponent(text(form, 'orderId'))}/cancellation`,
      { reason: text(form, 'reason') || 'cancelled at the desk' },
      'The order is cancelled.',
    );
  },
  receive: async (event) => {
    const form = await event.request.formData();
    return command(
      event,
      form,
      `/inventory/products/${encodeURIComponent(text(form, 'sku'))}/stock`,
      { action: 'receive', quantity: wholeNumber(form.get('quantity')) },
      'The stock is received.',
    );
  },
};
