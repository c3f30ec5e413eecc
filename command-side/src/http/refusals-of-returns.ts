import type { InspectionRefusal } from '../orders/return-inspection.js';
import type { ReturnRefusal } from '../orders/return-requests.js';
import type { Telling } from './telling.js';

/** How it is told why something about a return is refused. */
export const tellingOfReturns: Readonly<Record<ReturnRefusal | InspectionRefusal, Telling>> = {
  'return-not-found': {
    status: 404,
    say: (fact) => `Order ${fact('orderId')} has no return ${fact('returnId')}.`,
  },
  'return-too-late': {
    status: 409,
    say: (fact) =>
      `${fact('wanted')} of line ${fact('lineId')} are to come back; ${fact('inTime')} of them arrived or were sent since ${fact('since').slice(0, 10)}, and what came before that stays sold.`,
  },
  'too-many-returns': {
    status: 409,
    say: (fact) => `${fact('most')} returns of order ${fact('orderId')} were asked for; write to us about the rest.`,
  },
  'return-state-differs': {
    status: 409,
    say: (fact) => `The return is ${fact('status')}; that can be done only while it is ${fact('needs')}.`,
  },
  'more-than-asked-back': {
    status: 409,
    say: (fact) =>
      `${fact('came')} pieces of line ${fact('lineId')} are said to have come, ${fact('asked')} were to. Take the others back at the desk, as a return of their own.`,
  },
  'inspection-differs': {
    status: 409,
    say: (fact) =>
      `${fact('received')} pieces of line ${fact('lineId')} came; say of each whether it can be sold. ${fact('inspected')} are spoken of.`,
  },
  'write-off-unexplained': {
    status: 422,
    say: (fact) => `Say why the pieces of line ${fact('lineId')} cannot be sold.`,
  },
  'refund-above-worth': {
    status: 409,
    say: (fact) =>
      `${fact('worthMinor')} (minor units) were paid for these pieces of line ${fact('lineId')}; give back no more than that.`,
  },
  'refund-unexplained': {
    status: 422,
    say: () => 'Less is given back than was paid; say why, as the customer will ask.',
  },
  'delivery-stays': {
    status: 409,
    say: (fact) => `The delivery of order ${fact('orderId')} is given back when all of the order is back.`,
  },
};
