import type { CardPayments } from './card-payments.js';
import type { CardGateway } from './gateway/card-gateway.js';

/** Where cards are taken; both undefined in a shop without a gateway. */
export type CardDesk = {
  readonly gateway: CardGateway | undefined;
  readonly payments: CardPayments | undefined;
};
