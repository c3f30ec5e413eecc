import { formatMinor, type DataOf } from '@storefold/contracts';
import { linkTo, listOfPieces, signed, type Letterhead, type Told, type Words } from './letterhead.js';

/** What is told of a return that was asked for. `said` is what a clerk wrote to it, opened; undefined where nobody can know. */

export const returnApproved = (order: Told, { returnId }: DataOf<'ReturnApproved'>, head: Letterhead): Words => ({
  subject: `You can send it back: your order ${order.orderNumber}`,
  text: signed(
    head,
    'Please send back to us:',
    listOfPieces(order, order.returns.get(returnId) ?? []),
    `Put a note with the number ${order.orderNumber} into the parcel. When it is here we look at it, and give back what you paid for it.`,
    `The order: ${linkTo(order, head)}`,
  ),
});

export const returnDeclined = (
  order: Told,
  { returnId }: DataOf<'ReturnDeclined'>,
  said: string | undefined,
  head: Letterhead,
): Words => ({
  subject: `We cannot take it back: your order ${order.orderNumber}`,
  text: signed(
    head,
    'You asked to send back:',
    listOfPieces(order, order.returns.get(returnId) ?? []),
    ...['We are sorry, but we cannot take that back.', ...(said === undefined ? [] : [said])],
    `The order: ${linkTo(order, head)}`,
  ),
});

export const returnInspected = (
  order: Told,
  { lines, amountMinor, deliveryMinor = 0, lessBecause }: DataOf<'ReturnInspected'>,
  said: string | undefined,
  head: Letterhead,
): Words => ({
  subject: `What you sent back is here: your order ${order.orderNumber}`,
  text: signed(
    head,
    'We have got back from you:',
    listOfPieces(order, lines),
    amountMinor === 0
      ? 'Nothing is given back for it.'
      : `For it ${formatMinor(amountMinor, order.currency)} is given back${deliveryMinor > 0 ? ', the delivery included' : ''}. ${
          order.isByCard ? 'It goes to your card.' : 'It is taken off what is due, or comes back the way you paid.'
        }`,
    ...(lessBecause === undefined ? [] : [`That is less than you paid${said === undefined ? '.' : `: ${said}`}`]),
    `The order: ${linkTo(order, head)}`,
  ),
});
