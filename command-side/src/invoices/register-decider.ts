import type { DataOf, ShopEvent } from '@storefold/contracts';
import { Map as PersistentMap } from 'immutable';
import { accept, alreadyDone, type Decider } from '../decider.js';

// Its events are stored for ever: see contracts/src/events/invoices.ts.

/** What a register gives a document. */
type Given = 'sequence' | 'number' | 'register';
export type InvoiceDraft = Omit<DataOf<'InvoiceIssued'>, Given>;
export type CreditNoteDraft = Omit<DataOf<'CreditNoteIssued'>, Given>;
export type RegisterCommand =
  | { readonly kind: 'invoice'; readonly month: string; readonly draft: InvoiceDraft }
  | { readonly kind: 'creditnote'; readonly month: string; readonly draft: CreditNoteDraft };
export type DocumentKind = RegisterCommand['kind'];

/** A month's documents of one kind: the last number that was given, and the place of each document. */
export type RegisterState = { readonly last: number; readonly places: PersistentMap<string, number> };

const letters = { invoice: 'INV', creditnote: 'CN' } as const;
const DIGITS = 6;

/** The register of a kind of document in a month, such as `invoice-2026-11`. */
export const registerOf = (kind: DocumentKind, month: string): string => `${kind}-${month}`;

/** The number of a document, such as `INV-2026-11-000042`. */
export const numberOf = (kind: DocumentKind, month: string, sequence: number): string =>
  `${letters[kind]}-${month}-${sequence.toString().padStart(DIGITS, '0')}`;

const evolve = (state: RegisterState, event: ShopEvent): RegisterState => {
  if (event.type !== 'InvoiceIssued' && event.type !== 'CreditNoteIssued') return state;
  const { documentId, sequence } = event.data;
  return { last: Math.max(state.last, sequence), places: state.places.set(documentId, sequence) };
};

/** Gives documents their numbers: each the one after the last, and to each document one. */
export const registerDecider: Decider<RegisterState, RegisterCommand, ShopEvent, never> = {
  initial: { last: 0, places: PersistentMap() },
  evolve,
  decide: (command, { last, places }) => {
    const { kind, month } = command;
    if (places.has(command.draft.documentId)) return alreadyDone;
    const sequence = last + 1;
    const given = { register: registerOf(kind, month), sequence, number: numberOf(kind, month, sequence) };
    return command.kind === 'invoice'
      ? accept<ShopEvent>({ type: 'InvoiceIssued', data: { ...given, ...command.draft } })
      : accept<ShopEvent>({ type: 'CreditNoteIssued', data: { ...given, ...command.draft } });
  },
};
