import { randomUUID } from 'node:crypto';
import { userInfo } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LetterReport, ProjectionDesk } from '@storefold/projections';
import type { Command } from 'commander';
import type { WhichShop } from '../projections/open-desk.js';
import { table } from '../projections/table.js';
import { deskCommand, withShop } from './projections-command.js';

type Common = WhichShop & { readonly json: boolean };
const POLL_MS = 200;
const PATIENCE_MS = 30_000;

const letterTable = (letters: readonly LetterReport[]): string =>
  letters.length === 0
    ? 'no events wait\n'
    : table([
        ['letter', 'event', 'waiting', 'since', 'why'],
        ...letters.map(({ id, type, streamId, waiting, since, reason }) => [
          ...[id, `${type} of ${streamId}`, waiting.toString(), since, reason.split('\n')[0]?.slice(0, 120) ?? ''],
        ]),
      ]);

/** Waits until the projections have done what was asked. */
const answered = async (desk: ProjectionDesk, id: string) => {
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end;) {
    await sleep(POLL_MS);
    const letter = (await desk.letters()).find((known) => known.id === id);
    if (!letter) return { data: { letter: id, done: true }, text: `${id}: folded; nothing waits any more\n` };
    if (letter.asked === undefined)
      return {
        data: { letter: id, done: false, reason: letter.reason },
        text: `${id}: waits still, at ${letter.type} of ${letter.streamId}: ${letter.reason}\n`,
        failed: true,
      };
  }
  throw new Error('nobody answers; does the projections service run?');
};

/** `storefold dead-letters`: events that views could not take, and what to do about them. */
export const addDeadLettersCommand = (program: Command): void => {
  const group = program
    .command('dead-letters')
    .description('Events that a view could not take; what follows them for the same key waits, and nothing else does.');
  const add = (usage: string, description: string) => withShop(group.command(usage).description(description));

  add('list', 'What waits, oldest first.').action((options: Common) =>
    deskCommand(options, async (desk) => {
      const letters = await desk.letters();
      return { data: { letters }, text: letterTable(letters) };
    }),
  );
  add('show <letter>', 'One letter and the events that wait behind it.').action((id: string, options: Common) =>
    deskCommand(options, async (desk) => {
      const { letter, events } = await desk.letter(id);
      const rows = events.map(({ type, streamId, position, eventId }) => [
        type,
        streamId,
        position.toString(),
        eventId,
      ]);
      return {
        data: { letter, events },
        text: `${letter.reason}\n\n${table([['event', 'stream', 'position', 'id'], ...rows])}`,
      };
    }),
  );
  add('retry <letter>', 'Folds what waits, after what was wrong was mended.').action((id: string, options: Common) =>
    deskCommand(options, async (desk) => {
      await desk.ask(id, 'retry');
      return answered(desk, id);
    }),
  );
  add('repair <letter>', 'Makes the document anew from all events that ever concerned it.').action(
    (id: string, options: Common) =>
      deskCommand(options, async (desk) => {
        await desk.ask(id, 'repair');
        return answered(desk, id);
      }),
  );
  add('skip <letter>', 'The view goes without the event for ever, as an event of its own says; what waits is folded.')
    .requiredOption('--reason <words>', 'why nobody will miss it')
    .action((id: string, options: Common & { reason: string }) =>
      deskCommand(options, async (desk) => {
        const actor = { kind: 'system', id: `storefold-cli:${userInfo().username}` } as const;
        const [commandId, correlationId] = [randomUUID(), randomUUID()];
        await desk.skip(id, options.reason, { actor, correlationId, at: new Date().toISOString(), id: commandId });
        return answered(desk, id);
      }),
    );
};
