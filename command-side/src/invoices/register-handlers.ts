import { streamName, type DataOf } from '@storefold/contracts';
import type { CommandContext } from '../streams/command-context.js';
import { StreamCommands } from '../streams/stream-commands.js';
import type { StreamRuntime } from '../streams/stream-runtime.js';
import {
  numberOf,
  registerDecider,
  registerOf,
  type DocumentKind,
  type RegisterCommand,
  type RegisterState,
} from './register-decider.js';

/** About so many numbers take as much memory as one small state. */
const NUMBERS_PER_STATE = 50;

/** Where a document stands. */
export type Numbered = { readonly register: string; readonly sequence: number; readonly number: string };

/** The registers of invoices and credit notes: by month, so that none grows beyond what is read in moments. */
export class RegisterHandlers {
  readonly #registers: StreamCommands<RegisterState, RegisterCommand, never>;
  readonly #store: StreamRuntime['store'];

  constructor(runtime: StreamRuntime) {
    this.#store = runtime.store;
    this.#registers = new StreamCommands(
      {
        ...{ kind: 'register', decider: registerDecider },
        weigh: ({ places }) => places.size / NUMBERS_PER_STATE,
      },
      runtime,
    );
  }

  /**
   * Issues a document under the next number of its month; one that was issued keeps its own.
   *
   * @throws Unavailable when the store does not confirm
   */
  readonly issue = async (command: RegisterCommand, context: CommandContext): Promise<Numbered> => {
    const { kind, month, draft } = command;
    const outcome = await this.#registers.handle(registerOf(kind, month), command, context);
    const numbered = outcome.kind === 'accepted' ? placeIn(outcome.state, kind, month, draft.documentId) : undefined;
    // A register refuses nothing, and knows what it has just accepted.
    if (!numbered) throw new Error(`the register ${registerOf(kind, month)} gave ${draft.documentId} no number`);
    return numbered;
  };

  /** The number of a document, where this process knows that it has one. */
  readonly numbered = async (kind: DocumentKind, month: string, documentId: string): Promise<Numbered | undefined> =>
    placeIn((await this.#registers.read(registerOf(kind, month), { fresh: false })).state, kind, month, documentId);

  /** The invoice at a place of a register. */
  readonly invoice = async ({ register, sequence }: Numbered): Promise<DataOf<'InvoiceIssued'> | undefined> => {
    let found: DataOf<'InvoiceIssued'> | undefined;
    // Every event of a register has a number, so that its place is its revision: the rest is read over.
    await this.#store.read(streamName('register', register), BigInt(sequence - 1), (event) => {
      if (event.type === 'InvoiceIssued' && event.data.sequence === sequence) found = event.data;
    });
    return found;
  };
}

const placeIn = (
  { places }: RegisterState,
  kind: DocumentKind,
  month: string,
  documentId: string,
): Numbered | undefined => {
  const sequence = places.get(documentId);
  return sequence === undefined
    ? undefined
    : { register: registerOf(kind, month), sequence, number: numberOf(kind, month, sequence) };
};
