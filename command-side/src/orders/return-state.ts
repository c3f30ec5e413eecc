import type { DataOf, ShopEvent } from '@storefold/contracts';

/** `approved`: it may be sent. `received`: the parcel is here and waits to be looked at. */
export type ReturnStatus = 'requested' | 'approved' | 'declined' | 'withdrawn' | 'received' | 'inspected';

/** A return that was asked for. */
export type ReturnRequest = {
  readonly status: ReturnStatus;
  /** Pieces by line id: those announced, and from its receipt on those that came. */
  readonly pieces: ReadonlyMap<string, number>;
  readonly receiptId?: string;
  readonly inspectionId?: string;
  /** What is given back for it, in minor units, once it was inspected. */
  readonly amountMinor?: number;
};

/** What was asked back of an order, by return id, oldest first. */
export type Requests = { readonly requests?: ReadonlyMap<string, ReturnRequest> };

const none: ReadonlyMap<string, ReturnRequest> = new Map();
export const requestsOf = ({ requests = none }: Requests): ReadonlyMap<string, ReturnRequest> => requests;

/** While a request is one of these, its pieces are spoken for: nobody may ask for them again. */
const open: readonly ReturnStatus[] = ['requested', 'approved', 'received'];

/** Pieces of a line that are on their way back, or may be soon. */
export const askedBack = (state: Requests, lineId: string): number => {
  let pieces = 0;
  for (const request of requestsOf(state).values())
    if (open.includes(request.status)) pieces += request.pieces.get(lineId) ?? 0;
  return pieces;
};

const piecesOf = (lines: readonly { readonly lineId: string; readonly quantity: number }[]) => {
  const pieces = new Map<string, number>();
  for (const { lineId, quantity } of lines) pieces.set(lineId, (pieces.get(lineId) ?? 0) + quantity);
  return pieces;
};

/** An event of a return. */
export type ReturnEvent = Extract<
  ShopEvent,
  {
    readonly type:
      | 'ReturnRequested'
      | 'ReturnApproved'
      | 'ReturnDeclined'
      | 'ReturnWithdrawn'
      | 'ReturnReceived'
      | 'ReturnInspected';
  }
>;

const changeOf = (event: Exclude<ReturnEvent, { type: 'ReturnRequested' }>): Partial<ReturnRequest> => {
  switch (event.type) {
    case 'ReturnApproved':
      return { status: 'approved' };
    case 'ReturnDeclined':
      return { status: 'declined' };
    case 'ReturnWithdrawn':
      return { status: 'withdrawn' };
    case 'ReturnReceived':
      return { status: 'received', receiptId: event.data.receiptId, pieces: piecesOf(event.data.lines) };
    case 'ReturnInspected': {
      const { inspectionId, amountMinor } = event.data;
      return { status: 'inspected', inspectionId, amountMinor };
    }
  }
};

/** Folds an event of a return into what was asked back. Total: of a request that was never made it changes nothing. */
export const withReturnEvent = (before: Requests, event: ReturnEvent): Requests => {
  const { returnId } = event.data;
  const requests = requestsOf(before);
  if (event.type === 'ReturnRequested') {
    const request: ReturnRequest = { status: 'requested', pieces: piecesOf(event.data.lines) };
    return { ...before, requests: new Map(requests).set(returnId, request) };
  }
  const request = requests.get(returnId);
  if (!request) return before;
  return {
    ...before,
    requests: new Map(requests).set(returnId, { ...request, ...changeOf(event) }),
  };
};

/** A shipment whose time is known. `at`: when it was sent, or when it arrived, once that is known. ISO 8601. */
export type Sent = { readonly at: string; readonly pieces: ReadonlyMap<string, number> };

export const withSent = (
  sent: ReadonlyMap<string, Sent> | undefined,
  { shipmentId, shippedAt, lines }: DataOf<'ItemsShipped'>,
): ReadonlyMap<string, Sent> | undefined =>
  shippedAt === undefined ? sent : new Map(sent).set(shipmentId, { at: shippedAt, pieces: piecesOf(lines) });

export const withDelivered = (
  sent: ReadonlyMap<string, Sent> | undefined,
  { shipmentId, deliveredAt }: DataOf<'ShipmentDelivered'>,
): ReadonlyMap<string, Sent> | undefined => {
  const shipment = sent?.get(shipmentId);
  return shipment === undefined || deliveredAt === undefined
    ? sent
    : new Map(sent).set(shipmentId, { ...shipment, at: deliveredAt });
};
