import { randomUUID } from 'node:crypto';
import { connectEventStore, findShop } from '@storefold/platform';
import { decideInLog, readModels, type ModelsCommand, type ModelsState } from '@storefold/recommender';
import { table } from '../projections/table.js';
import { dataRoot } from '../shop/data-folder.js';
import { runningShop } from '../shop/run-file.js';

export type WhichLog = { readonly data?: string; readonly eventStoreUrl?: string; readonly json: boolean };
export type Decide = WhichLog & { readonly reason: string; readonly by: string };

/** @throws Error when neither a log is named nor a shop runs */
export const urlOf = ({ data, eventStoreUrl }: WhichLog): string => {
  const named = eventStoreUrl ?? process.env['EVENT_STORE_URL'];
  if (named !== undefined) return named;
  const root = dataRoot(data);
  const url = runningShop(root)?.urls['event-store'];
  if (url === undefined)
    throw new Error(
      `no shop runs on ${root}; start it first with: storefold start --data ${root}, or name its log with --event-store-url`,
    );
  return url;
};

/** Works on a shop's log. @throws Error when no shop is open on it */
export const atLog = async <Value>(
  which: WhichLog,
  work: (client: ReturnType<typeof connectEventStore>) => Promise<Value>,
): Promise<Value> => {
  const url = urlOf(which);
  const client = connectEventStore(url);
  try {
    if (!(await findShop(client))) throw new Error(`no shop is open on the log at ${url}; start the shop first`);
    return await work(client);
  } finally {
    await client.dispose();
  }
};

/** @throws Error naming the models that a beginning fits, where it is not one */
const modelNamed = ({ trained }: ModelsState, beginning: string): string => {
  const found = [...trained.keys()].filter((modelId) => modelId.startsWith(beginning));
  const [only, ...others] = found;
  if (only === undefined) throw new Error(`no model begins with ${beginning}; storefold recommender list names them`);
  if (others.length > 0) throw new Error(`${beginning} may be ${found.join(' or ')}; write more of it`);
  return only;
};

const roleOf = ({ champion, earlier, challenger, takenBack }: ModelsState, modelId: string): string => {
  const place = earlier.indexOf(modelId);
  if (champion === modelId) return 'champion';
  if (place === 0) return 'the one before';
  if (place > 0) return 'earlier champion';
  const role = challenger === modelId ? 'challenger' : '';
  return takenBack.has(modelId) ? `${role}${role === '' ? '' : ', '}taken back` : role;
};

/** All models of a shop, the newest first. */
export const listModels = (which: WhichLog) =>
  atLog(which, async (client) => {
    const { state } = await readModels(client);
    const models = [...state.trained.values()]
      .reverse()
      .map((trained) => ({ ...trained, role: roleOf(state, trained.modelId) }));
    const rows = models.map(({ modelId, role, cause, trainedAt, orders, ndcg10, warmFrom }) => [
      ...[modelId.slice(0, 12), role, cause, trainedAt, orders.toString()],
      ...[ndcg10.all.toFixed(4), ndcg10.new.toFixed(4), warmFrom?.slice(0, 12) ?? 'nothing'],
    ]);
    const head = ['model', 'role', 'trained for', 'at', 'orders', 'NDCG@10 all', 'new', 'fitted from'];
    return { data: { models }, text: models.length === 0 ? 'no model was trained yet\n' : table([head, ...rows]) };
  });

const decide = async (
  which: Decide,
  commandOf: (state: ModelsState) => ModelsCommand,
): Promise<{ readonly data: unknown; readonly text: string }> =>
  atLog(which, async (client) => {
    const command = commandOf((await readModels(client)).state);
    const decided = await decideInLog(client, command, {
      ...{ actor: { kind: 'system', id: which.by }, commandId: randomUUID(), at: new Date().toISOString() },
    });
    if ('refusal' in decided) throw new Error(`${decided.detail} (${decided.refusal})`);
    const champion = decided.state.champion ?? '';
    const changed = decided.events.length > 0;
    return { data: { champion, changed }, text: `${champion} ${changed ? 'serves now' : 'serves already'}\n` };
  });

/** Lets a model serve that was trained before. @param beginning of its name */
export const promoteModel = (beginning: string, options: Decide) =>
  decide(options, (state) => ({
    ...{ type: 'PromoteModel', modelId: modelNamed(state, beginning), reason: options.reason },
  }));

/** Lets the model serve that served before. */
export const rollBackModel = (options: Decide) =>
  decide(options, ({ champion }) => {
    if (champion === undefined) throw new Error('there is no champion to roll back');
    return { type: 'RollBackModel', modelId: champion, reason: options.reason };
  });
