import { deriveId } from '@storefold/platform';
import type { CommandContext, KeyReused, Outcome } from '../streams/command-context.js';
import { StreamCommands } from '../streams/stream-commands.js';
import type { StreamRuntime } from '../streams/stream-runtime.js';
import {
  familyDecider,
  type AddVariant,
  type DefineFamily,
  type FamilyCommand,
  type FamilyRefusal,
  type FamilyState,
  type RemoveVariant,
} from './family-decider.js';
import type { InventoryHandlers } from './inventory-handlers.js';
import type { ProductRefusal } from './product-decider.js';

export type FamilyOutcome = Outcome<FamilyState, FamilyRefusal | ProductRefusal | KeyReused>;
type Of<Command> = Omit<Command, 'kind'>;

/** Things that come in several variants. */
export class FamilyHandlers {
  readonly #families: StreamCommands<FamilyState, FamilyCommand, FamilyRefusal>;
  readonly #inventory: InventoryHandlers;

  constructor(runtime: StreamRuntime, inventory: InventoryHandlers) {
    this.#families = new StreamCommands({ kind: 'family', decider: familyDecider }, runtime);
    this.#inventory = inventory;
  }

  readonly defineFamily = (command: Of<DefineFamily>, context: CommandContext): Promise<FamilyOutcome> =>
    this.#families.handle(command.familyId, { kind: 'define', ...command }, context);

  /**
   * Makes a product a variant. The product says first to which family it belongs, so that no two families hold it; where the
   * family then refuses it, it leaves again. Whoever dies in between leaves a product that waits for the same command.
   */
  readonly addVariant = async (command: Of<AddVariant>, context: CommandContext): Promise<FamilyOutcome> => {
    const { familyId, sku } = command;
    const add: FamilyCommand = { kind: 'add', ...command };
    const { state } = await this.#families.read(familyId, { fresh: true });
    const expected = familyDecider.decide(add, state);
    if ('refused' in expected) return { kind: 'refused', code: expected.refused, facts: expected.facts };
    // A repeat that comes late must not bring a product back that was taken out since.
    if (expected.events.length === 0) return this.#families.handle(familyId, add, context);
    const joined = await this.#inventory.changeFamily(
      { kind: 'join-family', sku, familyId, changeId: deriveId('join-family', command.changeId) },
      { ...context, bodyHash: undefined },
    );
    if (joined.kind === 'refused') return joined;
    const added = await this.#families.handle(familyId, add, context);
    // A product that was a variant before this command stays one.
    if (added.kind === 'refused' && joined.events.length > 0) await this.#leave(command, context);
    return added;
  };

  /** Makes it a product of its own again; its price, its shelf and its orders stay as they are. */
  readonly removeVariant = async (command: Of<RemoveVariant>, context: CommandContext): Promise<FamilyOutcome> => {
    const removed = await this.#families.handle(command.familyId, { kind: 'remove', ...command }, context);
    if (removed.kind === 'accepted') await this.#leave(command, context);
    return removed;
  };

  async #leave({ familyId, sku, changeId }: Of<RemoveVariant>, context: CommandContext): Promise<void> {
    await this.#inventory.changeFamily(
      { kind: 'leave-family', sku, familyId, changeId: deriveId('leave-family', changeId) },
      { ...context, commandId: deriveId('leave-family', context.commandId), bodyHash: undefined },
    );
  }
}
