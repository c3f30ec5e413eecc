import type { CommandContext, KeyReused, Outcome } from '../streams/command-context.js';
import { StreamCommands } from '../streams/stream-commands.js';
import type { StreamRuntime } from '../streams/stream-runtime.js';
import {
  termsDecider,
  type SetCurrencies,
  type SetDeliveryMethods,
  type SetTaxRules,
  type TermsCommand,
  type TermsRefusal,
  type TermsState,
} from './terms-decider.js';

type TermsOutcome = Outcome<TermsState, TermsRefusal | KeyReused>;
type Of<Command> = Omit<Command, 'kind'>;
/** The one stream of terms. */
export const TERMS = 'main';

/** The terms on which the shop sells. */
export class TermsHandlers {
  readonly #terms: StreamCommands<TermsState, TermsCommand, TermsRefusal>;

  constructor(runtime: StreamRuntime) {
    this.#terms = new StreamCommands({ kind: 'terms', decider: termsDecider }, runtime);
  }

  readonly setDeliveryMethods = (command: Of<SetDeliveryMethods>, context: CommandContext): Promise<TermsOutcome> =>
    this.#terms.handle(TERMS, { kind: 'set-delivery', ...command }, context);

  readonly setTaxRules = (command: Of<SetTaxRules>, context: CommandContext): Promise<TermsOutcome> =>
    this.#terms.handle(TERMS, { kind: 'set-tax', ...command }, context);

  readonly setCurrencies = (command: Of<SetCurrencies>, context: CommandContext): Promise<TermsOutcome> =>
    this.#terms.handle(TERMS, { kind: 'set-currencies', ...command }, context);

  /** The terms as the log has them now. */
  readonly terms = async (): Promise<TermsState> => (await this.#terms.read(TERMS, { fresh: true })).state;
}
