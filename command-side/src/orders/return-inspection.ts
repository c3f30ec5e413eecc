import { payableMinorOf, type Sealed, type WriteOffReason } from '@storefold/contracts';
import { accept, alreadyDone, refuseAs } from '../decider.js';
import { chargeCodes } from '../pricing/price-order.js';
import { linesNamed, moved } from './order-movements.js';
import { goneOf, progressOf, type OrderState, type PlacedOrder } from './order-state.js';
import { requestNamed, stateDiffers } from './return-requests.js';
import { returnAmountMinor } from './return-amount.js';

export type InspectedLine = {
  readonly lineId: string;
  /** Pieces that go back on the shelf. */
  readonly sellable: number;
  /** Pieces that do not. */
  readonly writtenOff: number;
  readonly writeOffReason?: WriteOffReason | undefined;
  /** What is given back for the pieces, in minor units. @default what was paid for them */
  readonly amountMinor?: number | undefined;
};
/** What was found in the parcel of a return, and what is given back for it. */
export type InspectReturn = {
  readonly kind: 'inspect-return';
  readonly orderId: string;
  readonly returnId: string;
  readonly inspectionId: string;
  readonly lines: readonly InspectedLine[];
  /** Gives back what was paid for the delivery, too. @default false */
  readonly withDelivery?: boolean;
  /** Why less is given back, in a clerk's own words. */
  readonly words?: Sealed;
};
export type InspectionRefusal =
  'inspection-differs' | 'write-off-unexplained' | 'refund-above-worth' | 'refund-unexplained' | 'delivery-stays';

/**
 * What was paid for the delivery of an order in the end, with its tax and less what a code took off it; minor units. Nothing where
 * it has no charge for delivery: other charges of an imported order stay where they are.
 */
export const deliveryPaidMinor = ({ lines, charges, totalMinor }: PlacedOrder): number =>
  charges.some(({ code }) => code === chargeCodes.delivery)
    ? Math.max(0, totalMinor - lines.reduce((sum, line) => sum + payableMinorOf(line), 0))
    : 0;

/** Whether nothing of an order is or will be with its shopper, once so many more pieces of each line are back. */
const allIsBack = (state: OrderState, coming: ReadonlyMap<string, number>): boolean =>
  state.status === 'shipping' &&
  state.order.lines.every(({ lineId, quantity }) => {
    const { returned, cancelled } = progressOf(state, lineId);
    return returned + cancelled + (coming.get(lineId) ?? 0) >= quantity;
  });

export const decideInspection = (command: InspectReturn, state: OrderState) => {
  const named = requestNamed(command, state);
  if ('refused' in named) return named;
  const { orderId, returnId, inspectionId, words, withDelivery = false } = command;
  const { request } = named;
  if (request.inspectionId === inspectionId) return alreadyDone;
  if (request.status !== 'received') return stateDiffers(command, request, 'received');
  const found = linesNamed(
    named.state,
    command.lines.map(({ lineId, sellable, writtenOff }) => ({ lineId, quantity: sellable + writtenOff })),
  );
  if ('refused' in found) return found;
  const inspected = new Map(command.lines.map((line) => [line.lineId, line]));
  for (const [lineId, received] of request.pieces) {
    const { sellable = 0, writtenOff = 0 } = inspected.get(lineId) ?? {};
    if (sellable + writtenOff !== received)
      return refuseAs('inspection-differs', { orderId, returnId, lineId, received, inspected: sellable + writtenOff });
  }
  const lines = [];
  for (const { line, quantity, progress } of found.found) {
    const { lineId } = line;
    const { sellable, writtenOff, writeOffReason, amountMinor } = inspected.get(lineId) ?? {
      sellable: 0,
      writtenOff: 0,
    };
    if (!request.pieces.has(lineId))
      return refuseAs('inspection-differs', { orderId, returnId, lineId, received: 0, inspected: quantity });
    if (writtenOff > 0 && writeOffReason === undefined)
      return refuseAs('write-off-unexplained', { orderId, returnId, lineId });
    const worthMinor = returnAmountMinor(line, goneOf(progress), quantity);
    const givenMinor = amountMinor ?? worthMinor;
    if (givenMinor > worthMinor)
      return refuseAs('refund-above-worth', { orderId, returnId, lineId, amountMinor: givenMinor, worthMinor });
    lines.push({
      ...{ ...moved(line, quantity), sellable, writtenOff, worthMinor, amountMinor: givenMinor },
      ...(writtenOff > 0 && writeOffReason !== undefined ? { writeOffReason } : {}),
    });
  }
  const isLess = lines.some(({ amountMinor, worthMinor }) => amountMinor < worthMinor);
  if (isLess && words === undefined) return refuseAs('refund-unexplained', { orderId, returnId });
  const deliveryMinor = withDelivery ? deliveryPaidMinor(named.state.order) : 0;
  if (withDelivery) {
    const coming = new Map(lines.map(({ lineId, quantity }) => [lineId, quantity]));
    // So it goes back once: when all is back, nothing is left that another parcel could hold.
    if (!allIsBack(state, coming)) return refuseAs('delivery-stays', { orderId, returnId, deliveryMinor });
  }
  const { customerId, country, currency } = named.state.order;
  return accept({
    type: 'ReturnInspected' as const,
    data: {
      ...{ orderId, returnId, inspectionId, customerId, country, currency, lines },
      ...(deliveryMinor > 0 ? { deliveryMinor } : {}),
      amountMinor: lines.reduce((sum, { amountMinor }) => sum + amountMinor, deliveryMinor),
      ...(isLess && words !== undefined ? { lessBecause: 'less than its worth', words } : {}),
    },
  });
};
