import type { ShopEvent } from '@storefold/contracts';
import { accept, alreadyDone, refuseAs, type Decider } from '../decider.js';

// EmailClaimed and EmailReleased are stored for ever: see contracts/src/events/customers.ts.

export type EmailState = {
  readonly holder: { readonly customerId: string; readonly claimedAt: string } | undefined;
  /** Who held it once: a late repeat of their registration does not take it back. */
  readonly former: readonly string[];
};
export type EmailCommand =
  | {
      readonly kind: 'claim';
      readonly emailHash: string;
      readonly customerId: string;
      readonly at: string;
      /** A holder who is known never to have been registered: their process died in between. */
      readonly abandonedBy?: string | undefined;
    }
  | { readonly kind: 'release'; readonly emailHash: string; readonly customerId: string };
export type EmailRefusal = 'email-taken' | 'email-released';

/** A claim that nobody was registered for after so long never will be. */
const ABANDONED_AFTER_MS = 3_600_000;

const evolve = (state: EmailState, event: ShopEvent): EmailState => {
  switch (event.type) {
    case 'EmailClaimed': {
      const { customerId, claimedAt } = event.data;
      return { ...state, holder: { customerId, claimedAt } };
    }
    case 'EmailReleased': {
      const { customerId } = event.data;
      const holder = state.holder?.customerId === customerId ? undefined : state.holder;
      return { holder, former: [...state.former, customerId] };
    }
    default:
      return state;
  }
};

/** One e-mail address, by its hash: whose it is. */
export const emailDecider: Decider<EmailState, EmailCommand, ShopEvent, EmailRefusal> = {
  initial: { holder: undefined, former: [] },
  evolve,
  decide: (command, { holder, former }) => {
    const { emailHash, customerId } = command;
    const released = (whose: string): ShopEvent => ({
      type: 'EmailReleased',
      data: { emailHash, customerId: whose },
    });
    if (command.kind === 'release') return former.includes(customerId) ? alreadyDone : accept(released(customerId));
    if (former.includes(customerId)) return refuseAs('email-released');
    if (holder?.customerId === customerId) return alreadyDone;
    const claimed: ShopEvent = { type: 'EmailClaimed', data: { emailHash, customerId, claimedAt: command.at } };
    if (!holder) return accept(claimed);
    const abandoned =
      holder.customerId === command.abandonedBy &&
      Date.parse(command.at) - Date.parse(holder.claimedAt) > ABANDONED_AFTER_MS;
    return abandoned
      ? accept(released(holder.customerId), claimed)
      : refuseAs('email-taken', { customerId: holder.customerId });
  },
};
