import type { Command } from 'commander';
import { fail, messageOf } from '../terminal/failure.js';
import type * as desk from './models-desk.js';
import type { Decide, WhichLog } from './models-desk.js';

type Desk = typeof desk;

const run = async (
  json: boolean,
  work: (at: Desk) => Promise<{ readonly data: unknown; readonly text: string }>,
): Promise<void> => {
  try {
    const { data, text } = await work(await import('./models-desk.js'));
    process.stdout.write(json ? `${JSON.stringify(data)}\n` : text);
  } catch (error) {
    fail(messageOf(error), json);
  }
};

/** `storefold recommender list`, `promote` and `rollback`: which model serves, as the log of a shop tells it. */
export const addModelsCommands = (group: Command): void => {
  const add = (usage: string, description: string) =>
    group
      .command(usage)
      .description(description)
      .option('--data <folder>', 'data folder of the shop (default: STOREFOLD_DATA, else ./var)')
      .option('--event-store-url <url>', 'the log of the shop, instead of that of a shop on this machine')
      .option('--json', 'print JSON', false);
  const decision = (usage: string, description: string) =>
    add(usage, description)
      .requiredOption('--reason <words>', 'why; stands in the log')
      .option('--by <name>', 'who decides; stands in the log', 'cli');

  add('list', 'Every model that was trained, and which of them serves.').action((options: WhichLog) =>
    run(options.json, ({ listModels }) => listModels(options)),
  );
  decision(
    'promote <model>',
    'Lets a model serve that was trained before; the beginning of its name is enough.',
  ).action((model: string, options: Decide) => run(options.json, ({ promoteModel }) => promoteModel(model, options)));
  decision('rollback', 'Lets the model serve that served before, at once.').action((options: Decide) =>
    run(options.json, ({ rollBackModel }) => rollBackModel(options)),
  );
};
