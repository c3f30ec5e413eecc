import { formatMinor, sayDecline, type DataOf, type MessageKind, type Tracking } from '@storefold/contracts';
import { linkTo, listOfPieces, pieces, signed, type Letterhead, type Told, type Words } from './letterhead.js';

const listOf = (order: Told): string =>
  order.lines
    .map(
      ({ quantity, title, amountMinor }) =>
        `  ${pieces(quantity)} ${title}, ${formatMinor(amountMinor, order.currency)}`,
    )
    .join('\n');

export const orderConfirmed = (order: Told, head: Letterhead): Words => ({
  subject: `Your order ${order.orderNumber} is confirmed`,
  text: signed(
    head,
    'Thank you. We have put aside for you:',
    listOf(order),
    `Total: ${formatMinor(order.totalMinor, order.currency)}. ${
      order.isByCard
        ? 'Your card is charged when we send it.'
        : `Please pay by bank transfer, quoting ${order.orderNumber}, or in cash when you collect.`
    }`,
    `Where it is: ${linkTo(order, head)}`,
  ),
});

const trackedBy = ({ carrier, number, url }: Tracking): string =>
  `It goes by ${carrier}, number ${number}${url === undefined ? '' : `: ${url}`}.`;

export const itemsShipped = (order: Told, shipment: DataOf<'ItemsShipped'>, head: Letterhead): Words => {
  return {
    subject: shipment.complete
      ? `Your order ${order.orderNumber} is on its way`
      : `A part of your order ${order.orderNumber} is on its way`,
    text: signed(
      head,
      'We have sent you:',
      listOfPieces(order, shipment.lines),
      shipment.complete ? 'That is all of it.' : 'The rest follows.',
      ...(shipment.tracking ? [trackedBy(shipment.tracking)] : []),
      `Where it is: ${linkTo(order, head)}`,
    ),
  };
};

const whyCancelled = (reason: string): string => {
  if (reason.startsWith('out-of-stock')) return 'Something in it was sold out before we could put it aside for you.';
  if (reason === 'not-confirmed-in-time') return 'It could not be made sure of in time.';
  return 'It was cancelled as asked.';
};

export const orderCancelled = (order: Told, { reason }: DataOf<'OrderCancelled'>, head: Letterhead): Words => ({
  subject: `Your order ${order.orderNumber} was cancelled`,
  text: signed(
    head,
    whyCancelled(reason),
    order.isByCard ? 'Your card is not charged; if it was, the money goes back to it.' : 'Nothing is to be paid.',
  ),
});

export const orderLinesCancelled = (
  order: Told,
  { lines, amountMinor }: DataOf<'OrderLinesCancelled'>,
  head: Letterhead,
): Words => {
  return {
    subject: `A part of your order ${order.orderNumber} was cancelled`,
    text: signed(
      head,
      'We have taken out of your order:',
      listOfPieces(order, lines),
      `It costs ${formatMinor(amountMinor, order.currency)} less. ${
        order.isByCard ? 'If your card was charged for it, that goes back to it.' : 'What is left is still to be paid.'
      }`,
      `The order: ${linkTo(order, head)}`,
    ),
  };
};

export const paymentDeclined = (
  order: Told,
  { code, declineCode }: DataOf<'PaymentDeclined'>,
  head: Letterhead,
): Words => ({
  subject: `Your order ${order.orderNumber} is not paid for yet`,
  text: signed(
    head,
    sayDecline(code, declineCode),
    'We hold the order for you for a short while. You can pay with another card here:',
    linkTo(order, head),
  ),
});

export const paymentRefunded = (
  order: Told,
  { amountMinor, currency }: DataOf<'PaymentRefunded'>,
  head: Letterhead,
): Words => ({
  subject: `We have given back ${formatMinor(amountMinor, currency)}`,
  text: signed(
    head,
    `For your order ${order.orderNumber} we have given back ${formatMinor(amountMinor, currency)}. It may take your bank some days to show it.`,
    `The order: ${linkTo(order, head)}`,
  ),
});

export const stockLow = ({ sku, available, threshold }: DataOf<'StockRanLow'>, head: Letterhead): Words => ({
  subject: `Low stock: ${sku}`,
  text: signed(
    head,
    `${available.toString()} of ${sku} are left; you asked to be told at ${threshold.toString()}.`,
    `The product: ${new URL(`/products/${sku}`, head.publicUrl).href}`,
  ),
});

/** The token stands behind a #: no server that the link passes writes it down. */
const tokenLink = (page: string, token: string, { publicUrl }: Letterhead): string =>
  new URL(`${page}#${token}`, publicUrl).href;

export const emailVerification = (name: string, token: string, head: Letterhead): Words => ({
  subject: `Is this your address? Your account at ${head.shopName}`,
  text: signed(
    head,
    `Hello ${name},`,
    `somebody, we think you, opened an account at ${head.shopName} with this address. If it was you, say so here within a week:`,
    tokenLink('/account/verification', token, head),
    'If it was not you, do nothing: without this link nobody can use the account.',
  ),
});

export const passwordReset = (name: string, token: string, head: Letterhead): Words => ({
  subject: `A new password for ${head.shopName}`,
  text: signed(
    head,
    `Hello ${name},`,
    'you can choose a new password here, once and within an hour:',
    tokenLink('/account/password', token, head),
    'If you did not ask for this, do nothing: your password stays as it is.',
  ),
});

/** @param pieces in the basket */
export const cartReminder = (name: string, pieces: number, head: Letterhead): Words => ({
  subject: `Your basket at ${head.shopName}`,
  text: signed(
    head,
    `Hello ${name},`,
    `${pieces === 1 ? 'one thing is' : `${pieces.toString()} things are`} still in your basket:`,
    new URL('/basket', head.publicUrl).href,
    'We write this once, because you agreed to such mails; you can say otherwise in your account at any time.',
  ),
});

export const registrationRepeated = (name: string, head: Letterhead): Words => ({
  subject: `You have an account at ${head.shopName}`,
  text: signed(
    head,
    `Hello ${name},`,
    'somebody, perhaps you, wanted to open an account with this address. You have one already. If you forgot its password, ask for a new one here:',
    new URL('/account/password', head.publicUrl).href,
    'If it was not you, do nothing: nothing was changed, and nobody was told.',
  ),
});

/** The event types that somebody is told of, and as what. */
export const toldOf = {
  OrderConfirmed: 'order-confirmed',
  ItemsShipped: 'items-shipped',
  OrderCancelled: 'order-cancelled',
  OrderLinesCancelled: 'order-lines-cancelled',
  PaymentDeclined: 'payment-declined',
  PaymentRefunded: 'payment-refunded',
  ReturnApproved: 'return-approved',
  ReturnDeclined: 'return-declined',
  ReturnInspected: 'return-inspected',
  StockRanLow: 'stock-low',
  VerificationRequested: 'email-verification',
  PasswordResetRequested: 'password-reset',
  RegistrationRepeated: 'registration-repeated',
  CartAbandoned: 'cart-reminder',
} as const satisfies Readonly<Record<string, MessageKind>>;
