import type { DataOf, ShopEvent } from '@storefold/contracts';
import { accept, alreadyDone, type Decider } from '../decider.js';

// MessageSent and MessageDropped are stored for ever: see contracts/src/events/messages.ts.

export type MessageState = 'open' | 'sent' | 'dropped';
export type MessageCommand =
  ({ readonly outcome: 'sent' } & DataOf<'MessageSent'>) | ({ readonly outcome: 'dropped' } & DataOf<'MessageDropped'>);

/** One message: it is sent or dropped, once. */
export const messageDecider: Decider<MessageState, MessageCommand, ShopEvent, never> = {
  initial: 'open',
  evolve: (state, event) => {
    if (event.type === 'MessageSent') return 'sent';
    return event.type === 'MessageDropped' && state === 'open' ? 'dropped' : state;
  },
  decide: (command, state) => {
    if (state !== 'open') return alreadyDone;
    const { outcome, ...data } = command;
    return outcome === 'sent'
      ? accept<ShopEvent>({ type: 'MessageSent', data })
      : accept<ShopEvent>({ type: 'MessageDropped', data: { reason: 'no reason was given', ...data } });
  },
};
