import type { ApiObject, Kind, Objects } from '../objects.js';
import type { Behaviour } from './cards.js';

/** A reading of the books inside one request: sees what the request itself wrote. */
export type Books = {
  readonly find: <K extends Kind>(kind: K, id: string) => Objects[K] | undefined;
  /** Newest first. */
  readonly list: <K extends Kind>(kind: K, of?: string) => Iterable<Objects[K]>;
  /** Writes an object; a new one is listed under its kind and under what it belongs to. */
  readonly put: (object: ApiObject) => void;
  readonly remove: (kind: Kind, id: string) => void;
  /** What the bank does with a card: kept beside its payment method, as no number is. */
  readonly behaviourOf: (paymentMethodId: string) => Behaviour;
  readonly putBehaviour: (paymentMethodId: string, behaviour: Behaviour) => void;
  /** Something to be done at a time (seconds): `what` as in `Due`. */
  readonly schedule: (due: Due) => void;
  readonly tell: (type: string, object: Exclude<ApiObject, { readonly object: 'event' }>) => void;
};

/** What time brings about. */
export type Due = {
  readonly at: number;
  readonly what: 'expire' | 'settle-refund' | 'fail-refund' | 'dispute';
  readonly id: string;
};

/** What a request stands on: the books, the time in whole seconds, and names that nobody can guess. */
export type Desk = {
  readonly books: Books;
  readonly now: number;
  readonly newId: (prefix: string) => string;
  /** Where the gateway is reached by a browser. */
  readonly url: string;
};
