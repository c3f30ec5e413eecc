import { fail } from '@sveltejs/kit';
import { minorDigits } from '@storefold/contracts';
import { foundIn, noAmountsIn, piecesIn } from '$lib/return-forms';
import { deskCommand, textOf } from '$lib/server/desk-command';
import { minorAmount } from '$lib/whole-numbers';
import type { Actions } from './$types';

const pathOf = (form: FormData, step: string): string =>
  `/orders/${encodeURIComponent(textOf(form, 'orderId'))}/return-requests/${encodeURIComponent(textOf(form, 'returnId'))}/${step}`;

/** What the desk does with returns, and with money that a bank did not take back. */
export const returnActions = {
  approveReturn: async (event) => {
    const form = await event.request.formData();
    return deskCommand(event, form, pathOf(form, 'approval'), undefined, 'It may be sent back; the customer is told.');
  },
  declineReturn: async (event) => {
    const form = await event.request.formData();
    const body = { reason: textOf(form, 'reason') };
    return deskCommand(event, form, pathOf(form, 'refusal'), body, 'The return is declined; the customer is told why.');
  },
  receiveReturn: async (event) => {
    const form = await event.request.formData();
    return deskCommand(event, form, pathOf(form, 'receipt'), { lines: piecesIn(form) }, 'The parcel is here.');
  },
  inspectReturn: async (event) => {
    const form = await event.request.formData();
    const reason = textOf(form, 'reason');
    const currency = textOf(form, 'currency');
    const [noAmount] = noAmountsIn(form, currency);
    if (noAmount !== undefined) {
      const right = minorDigits(currency) === 0 ? 'such as 1000' : 'such as 4.50, or 1000 for a thousand';
      return fail(400, {
        message: `“${noAmount}” is no amount of ${currency}; write one ${right}. Nothing was done.`,
        bad: true,
      });
    }
    const body = {
      lines: foundIn(form, currency),
      ...(textOf(form, 'withDelivery') === '' ? {} : { withDelivery: true }),
      ...(reason === '' ? {} : { reason }),
    };
    return deskCommand(
      event,
      form,
      pathOf(form, 'inspection'),
      body,
      'It is looked at, and what is due is given back.',
    );
  },
  refundReturn: async (event) => {
    const form = await event.request.formData();
    const body = {
      ...{ amountMinor: minorAmount(form.get('amountMinor')), returnId: textOf(form, 'returnId') },
      reason: textOf(form, 'reason') || 'what was sent back',
    };
    return deskCommand(
      event,
      form,
      `/payments/${encodeURIComponent(textOf(form, 'orderId'))}/refunds`,
      body,
      'It is given back.',
    );
  },
  refundByHand: async (event) => {
    const form = await event.request.formData();
    const [orderId, refundId] = [textOf(form, 'orderId'), textOf(form, 'refundId')].map(encodeURIComponent);
    const path = `/payments/${orderId ?? ''}/refunds/${refundId ?? ''}/by-hand`;
    const body = { reason: textOf(form, 'reason') || 'given back at the desk' };
    return deskCommand(event, form, path, body, 'It is recorded as given back; the bank is not asked again.');
  },
} satisfies Actions;
