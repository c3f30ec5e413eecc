import { manyAtATime } from '../import/many-at-a-time.js';
import type { Persist } from '../import/persist.js';
import { contextOf, settle, type Handlers, type Tally } from './commands.js';
import type { InvoicePlan, ShelfStep } from './plan.js';

const SHELVES_AT_A_TIME = 128;

type Tools = { readonly handlers: Handlers; readonly tally: Tally; readonly persist: Persist };
type Move = Extract<ShelfStep, { step: 'ship' | 'return' }>;

const post = (move: Move, handlers: Handlers) =>
  move.step === 'ship'
    ? handlers.shipStock(move.command, contextOf(move))
    : handlers.returnStock(move.command, contextOf(move));

/**
 * What the plan did not foresee: in a shop that is open, somebody bought what history needs. It is received, and the
 * movement made after all.
 */
const makeRoom = async (move: Move, { handlers, tally }: Tools): Promise<void> => {
  const { sku, movementId, quantity } = move.command;
  const arrival = {
    ...move,
    commandId: `${move.commandId}/missing`,
    command: { kind: 'receive' as const, sku, movementId: `${movementId}.missing`, quantity },
  };
  settle(arrival, await handlers.updateStock(arrival.command, contextOf(arrival)), tally);
  settle(move, await post(move, handlers), tally);
};

/** Movements in turn; those that need no answer of one another are given together and make one append. */
const carryOutShelf = async (steps: readonly ShelfStep[], tools: Tools): Promise<void> => {
  const { handlers, tally } = tools;
  let together: Move[] = [];
  const flush = async (): Promise<void> => {
    const moves = together;
    together = [];
    const outcomes = await Promise.all(moves.map(async (move) => [move, await post(move, handlers)] as const));
    for (const [move, outcome] of outcomes) {
      if (outcome.kind === 'refused' && outcome.code === 'not-enough-stock') await makeRoom(move, tools);
      else settle(move, outcome, tally);
    }
  };
  for (const step of steps) {
    if (step.step !== 'update') {
      together.push(step);
      continue;
    }
    await flush();
    settle(step, await handlers.updateStock(step.command, contextOf(step)), tally);
  }
  await flush();
};

/** Carries out what some invoices say of stock: each shelf in turn, many shelves side by side. */
export const carryOutShelves = async (plans: readonly InvoicePlan[], tools: Tools): Promise<void> => {
  const shelves = new Map<string, ShelfStep[]>();
  for (const { shelf } of plans) {
    for (const step of shelf) {
      const steps = shelves.get(step.command.sku);
      if (steps) steps.push(step);
      else shelves.set(step.command.sku, [step]);
    }
  }
  await manyAtATime(shelves.values(), SHELVES_AT_A_TIME, (steps) =>
    // Repeated from its beginning: what stands already is recognised.
    tools.persist(() => carryOutShelf(steps, tools)),
  );
};
