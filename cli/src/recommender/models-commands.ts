import type { Command } from 'commander';
import { fail, messageOf } from '../terminal/failure.js';
import type * as desk from './models-desk.js';
import { countOption } from '../commands/options.js';
import type { Decide, WhichLog } from './models-desk.js';
import type { CompareOptions } from './run-compare.js';
import type { ExplainOptions } from './run-explain.js';

type Desk = typeof desk;

type Said = { readonly data: unknown; readonly text: string };

const run = (json: boolean, work: (at: Desk) => Promise<Said>): Promise<void> =>
  say(json, async () => work(await import('./models-desk.js')));

const say = async (json: boolean, work: () => Promise<Said>): Promise<void> => {
  try {
    const { data, text } = await work();
    process.stdout.write(json ? `${JSON.stringify(data)}\n` : text);
  } catch (error) {
    fail(messageOf(error), json);
  }
};

/** `storefold recommender list`, `promote`, `rollback`, `compare` and `explain`: which model serves, how good, and why so. */
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
  add('compare <champion> <challenger>', 'Compares two models on the newest orders that neither was trained on.')
    .option('--models <folder>', 'shelf of models that are named by id (default: of the data folder)')
    .option('--file <path>', 'the interactions to foretell, instead of a log')
    .action((champion: string, challenger: string, options: CompareOptions) =>
      say(options.json, async () => (await import('./run-compare.js')).runCompare(champion, challenger, options)),
    );
  add('explain', 'What would be recommended now, why, and which events of the log prove it.')
    .option('--customer <id>', 'for a customer or shopper')
    .option('--product <sku>', 'next to a product')
    .option('--most <count>', 'how many products', countOption, 8)
    .option('--model <model>', 'a model by its file or id, instead of the champion')
    .option('--models <folder>', 'shelf of models that are named by id (default: of the data folder)')
    .action((options: ExplainOptions) =>
      say(options.json, async () => (await import('./run-explain.js')).runExplain(options)),
    );
  decision('rollback', 'Lets the model serve that served before, at once.').action((options: Decide) =>
    run(options.json, ({ rollBackModel }) => rollBackModel(options)),
  );
};
