import type { Order, Payment, Return } from './types.js';

/** Why something is sent back, as the shop knows it and as a shopper says it. */
export const returnReasons = [
  ['changed-mind', 'I changed my mind'],
  ['does-not-fit', 'It does not fit'],
  ['not-as-described', 'It is not as described'],
  ['wrong-item', 'It is the wrong thing'],
  ['damaged', 'It arrived damaged'],
  ['faulty', 'It does not work'],
  ['arrived-late', 'It came too late'],
  ['other', 'Something else'],
] as const;

/** Why a piece cannot be sold again, as a clerk says it. */
export const writeOffReasons = [
  ['damaged', 'damaged'],
  ['used', 'used'],
  ['incomplete', 'not complete'],
  ['faulty', 'does not work'],
] as const;

const said: ReadonlyMap<string, string> = new Map(returnReasons);
export const reasonInWords = (reason: string): string => said.get(reason) ?? reason;

const statusWords: Readonly<Record<string, string>> = {
  requested: 'Asked for; we answer soon',
  approved: 'You can send it back',
  declined: 'We could not take it back',
  withdrawn: 'You keep it',
  received: 'It is here; we look at it',
  inspected: 'It is back with us',
};
export const returnInWords = (status: string): string => statusWords[status] ?? status;

const onItsWay = ['requested', 'approved', 'received'];

/** Pieces of each line that can be asked back: sent, not back, and not on their way back. Lines without any are left out. */
export const returnable = ({ lines, returns }: Pick<Order, 'lines' | 'returns'>) =>
  lines.flatMap((line) => {
    const asked = returns
      .filter(({ status }) => onItsWay.includes(status))
      .flatMap((each) => each.lines)
      .filter(({ lineId }) => lineId === line.lineId)
      .reduce((sum, { quantity, received }) => sum + (received ?? quantity), 0);
    const pieces = line.shipped - line.returned - asked;
    return pieces > 0 ? [{ ...line, pieces }] : [];
  });

/** What of an inspected return nobody began to give back: where no card paid, a person has to. Minor units. */
export const unpaidOf = (
  { returnId, amountMinor }: Pick<Return, 'returnId' | 'amountMinor'>,
  payment: Payment | null,
): number => {
  const back = (payment?.refunds ?? [])
    // One that failed is owed, and has a way of its own; an old one that failed is none.
    .filter((refund) => refund.returnId === returnId && (refund.status !== 'failed' || refund.owed === true))
    .reduce((sum, refund) => sum + refund.amountMinor, 0);
  const held = (payment?.receivedMinor ?? 0) - (payment?.refundedMinor ?? 0) - (payment?.owedMinor ?? 0);
  return Math.max(0, Math.min((amountMinor ?? 0) - back, held));
};

/** Pieces of the lines of a return that came; those announced, until somebody said. */
export const cameOf = ({ lines }: Pick<Return, 'lines'>) =>
  lines.flatMap((line) => {
    const quantity = line.received ?? line.quantity;
    return quantity > 0 ? [{ ...line, quantity }] : [];
  });
