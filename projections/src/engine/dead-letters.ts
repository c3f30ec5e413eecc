import { foldEvents, type Refused } from './refold.js';
import { eventsAt, lineageOf, NoSuchEvent, type Positions, type ReadLog } from './history-of.js';
import { aboutOf, type Offered, type Quarantine } from './quarantine.js';
import { readSkips, type Skips } from './skips.js';
import { isOurs, NOT_OURS, type Stored } from './stored.js';
import { touchedBy } from './touched.js';
import type { Unit } from './unit.js';

type Letter = Awaited<ReturnType<Quarantine['asked']>>[number];
type Log = ReadLog & { readonly client: Parameters<typeof readSkips>[0] };

/** Does what somebody asked for a unit's dead letters, while none of its batches is in hand. */
export const answerLetters = async (unit: Unit, log: Log): Promise<void> => {
  const letters = await unit.quarantine.asked();
  if (letters.length === 0) return;
  unit.skips = await readSkips(log.client, unit.view.name);
  for (const letter of letters) {
    try {
      await (letter.held.kind === 'document' ? ofDocument : ofStream)(unit, letter, log);
    } catch (error) {
      if (!(error instanceof NoSuchEvent)) throw error;
      // One letter that nobody can answer must not end the folding of all else, now and at each start.
      await unit.quarantine.refuse(letter, error.message);
    }
  }
};

/** Folds on with what waits, or, for a repair, folds the document anew from all that made it and what waits. */
const ofDocument = async (unit: Unit, letter: Letter, log: Log): Promise<void> => {
  const key = letter.held.name;
  const waiting = unit.quarantine.waiting(letter._id);
  const stored = await unit.writer.stored(key);
  if (stored && !isOurs(stored)) {
    await unit.quarantine.refuse(letter, NOT_OURS);
    return;
  }
  const anew = letter.asked === 'repair';
  const positions = anew ? merged(await lineageOf(unit.documents, key), waiting) : waiting;
  const how = { view: unit.view, log, skips: unit.skips };
  const { folded, refused } = await foldEvents(how, key, positions, anew ? undefined : stored);
  await unit.writer.put(folded, stored);
  await settle(unit, letter, refused);
};

/** Folds what waits into each document that it touches; one that is further by now is folded anew with it in its place. */
const ofStream = async (unit: Unit, letter: Letter, log: Log): Promise<void> => {
  for await (const offered of eventsAt(log, unit.quarantine.waiting(letter._id))) {
    const { eventId } = aboutOf(offered);
    if (unit.skips.has(letter.held, eventId)) continue;
    const touched = 'event' in offered ? touchedBy(unit.view, offered) : { untold: offered.why };
    if ('untold' in touched) {
      await settle(unit, letter, { offered, why: touched.untold });
      return;
    }
    for (const key of touched.keys.filter(unit.owns)) {
      const refused = await late(unit, key, offered, log, unit.skips);
      if (!refused) continue;
      await settle(unit, letter, refused);
      return;
    }
  }
  await settle(unit, letter);
};

const late = async (
  unit: Unit,
  key: string,
  offered: Offered,
  log: Log,
  skips: Skips,
): Promise<Refused | undefined> => {
  const stored = await unit.writer.stored(key);
  if (stored && !isOurs(stored)) return { offered, why: NOT_OURS };
  const { position } = aboutOf(offered);
  const isFurther = stored !== undefined && stored._position >= position;
  const made = isFurther ? await lineageOf(unit.documents, key) : [];
  if (made.includes(position)) return undefined;
  const how = { view: unit.view, log, skips };
  const onto: Stored | undefined = isFurther ? undefined : stored;
  const { folded, refused } = await foldEvents(how, key, merged(made, [position]), onto);
  if (!refused) await unit.writer.put(folded, stored);
  return refused;
};

const settle = async ({ quarantine }: Unit, letter: Letter, refused?: Refused): Promise<void> => {
  if (refused) await quarantine.settle(letter, { ...aboutOf(refused.offered), reason: refused.why });
  else await quarantine.settle(letter);
};

/** Both, which are in order each, in order, each position once. */
async function* merged(some: Iterable<bigint>, others: Positions): AsyncGenerator<bigint> {
  const left = some[Symbol.iterator]();
  let next = left.next();
  for await (const other of others) {
    for (; !next.done && next.value < other; next = left.next()) yield next.value;
    if (!next.done && next.value === other) next = left.next();
    yield other;
  }
  for (; !next.done; next = left.next()) yield next.value;
}
