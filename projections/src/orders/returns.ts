import type { OrderDocument, Recorded } from '@storefold/contracts';

type Returns = OrderDocument['returns'];
type Return = Returns[number];

const returnTypes = [
  'ReturnRequested',
  'ReturnApproved',
  'ReturnDeclined',
  'ReturnWithdrawn',
  'ReturnReceived',
  'ReturnInspected',
] as const;
/** An event of a return that was asked for. */
export type ReturnEvent = Extract<Recorded, { readonly type: (typeof returnTypes)[number] }>;
export const isOfReturn = (event: Recorded): event is ReturnEvent => returnTypes.some((type) => type === event.type);

const asked = (event: Extract<ReturnEvent, { type: 'ReturnRequested' }>): Return => {
  const { returnId, reason, words = null, lines } = event.data;
  const at = event.metadata.occurredAt;
  return {
    ...{ returnId, status: 'requested', reason, words, declineWords: null, lessWords: null },
    ...{ requestedAt: at, changedAt: at, deliveryMinor: 0, amountMinor: null },
    lines: lines.map((line) => ({ ...line, received: null, sellable: null, writtenOff: null, amountMinor: null })),
  };
};

/** What was received of each line; nothing of one that is not named. */
const received = (before: Return, event: Extract<ReturnEvent, { type: 'ReturnReceived' }>): Return['lines'] => {
  const came = new Map(event.data.lines.map(({ lineId, quantity }) => [lineId, quantity]));
  return before.lines.map((line) => ({ ...line, received: came.get(line.lineId) ?? 0 }));
};

const inspected = (before: Return, event: Extract<ReturnEvent, { type: 'ReturnInspected' }>): Return['lines'] => {
  const found = new Map(event.data.lines.map((line) => [line.lineId, line]));
  return before.lines.map((line) => {
    const { sellable = 0, writtenOff = 0, amountMinor = 0 } = found.get(line.lineId) ?? {};
    return { ...line, sellable, writtenOff, amountMinor };
  });
};

const changed = (before: Return, event: Exclude<ReturnEvent, { type: 'ReturnRequested' }>): Partial<Return> => {
  switch (event.type) {
    case 'ReturnApproved':
      return { status: 'approved' };
    case 'ReturnDeclined':
      return { status: 'declined', declineWords: event.data.words ?? null };
    case 'ReturnWithdrawn':
      return { status: 'withdrawn' };
    case 'ReturnReceived':
      return { status: 'received', lines: received(before, event) };
    case 'ReturnInspected': {
      const { amountMinor, deliveryMinor = 0, words = null } = event.data;
      return { status: 'inspected', lines: inspected(before, event), amountMinor, deliveryMinor, lessWords: words };
    }
  }
};

/** The returns of an order after one more event of theirs. */
export const withReturnEvent = (returns: Returns, event: ReturnEvent): Returns => {
  if (event.type === 'ReturnRequested') return [...returns, asked(event)];
  const changedAt = event.metadata.occurredAt;
  return returns.map((before) =>
    before.returnId === event.data.returnId ? { ...before, ...changed(before, event), changedAt } : before,
  );
};
