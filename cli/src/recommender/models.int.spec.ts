import { join } from 'node:path';
import { startEventStore } from '@storefold/event-store';
import { connectEventStore, openShop } from '@storefold/platform';
import { decideInLog, readModels, type ModelsCommand } from '@storefold/recommender';
import { expect } from 'chai';
import { storefold } from '../testing/command.js';
import { testFolder } from '../testing/folder.js';

const at = '2026-01-01T00:00:00.000Z';
const [first, second] = ['a'.repeat(64), 'ab'.repeat(32)];

describe('storefold recommender list, promote and rollback', function () {
  this.timeout(60_000);
  const folder = testFolder();
  let store: Awaited<ReturnType<typeof startEventStore>>;
  let client: ReturnType<typeof connectEventStore>;
  const run = (...args: readonly string[]) => storefold('recommender', ...args, '--event-store-url', store.url);
  const train = async (modelId: string) => {
    const trainingId = `training-${modelId.slice(0, 2)}`;
    const trained = {
      ...{ modelId, trainingId, cause: 'orders' as const, logId: 'log', position: '7', seed: 1, codeVersion: '1' },
      ...{ erased: '0'.repeat(64), orders: 1_234, products: 9, bytes: 9, trainedAt: at },
      ndcg10: { all: 0.3, new: 0.1 },
    };
    const commands: readonly ModelsCommand[] = [
      { type: 'StartTraining', trainingId, cause: 'orders', startedAt: at, until: '2026-01-01T01:00:00.000Z' },
      { type: 'ReportModel', model: trained, comparison: { none: 'too few users' } },
    ];
    for (const [index, command] of commands.entries()) {
      const commandId = `${trainingId}-${index.toString()}`;
      await decideInLog(client, command, { actor: { kind: 'system', id: 'spec' }, commandId, at });
    }
  };

  before(async () => {
    store = await startEventStore({ dataDir: join(folder.path, 'log'), port: 0 });
    client = connectEventStore(store.url);
    await openShop(client, { name: 'Shop', currency: 'GBP', timeZone: 'Europe/London', now: at });
  });
  after(async () => {
    await client.dispose();
    await store.close();
    folder.remove();
  });

  it('say what is wrong', async () => {
    expect((await run('list')).out).to.equal('no model was trained yet\n');
    expect((await run('rollback', '--reason', 'odd')).err).to.contain('there is no champion to roll back');
    await train(first);
    expect((await run('rollback', '--reason', 'odd')).err)
      .to.contain('no earlier champion')
      .and.contain('nothing-before-it');
    const unknown = await run('promote', 'ff', '--reason', 'odd');
    expect([unknown.code, unknown.err]).to.deep.equal([
      1,
      'storefold: no model begins with ff; storefold recommender list names them\n',
    ]);
    await train(second);
    expect((await run('promote', 'a', '--reason', 'odd')).err).to.contain(`${first} or ${second}`);
  });

  it('change what serves, and the log tells who and why', async () => {
    expect((await run('promote', 'ab', '--reason', 'better for tea', '--by', 'maud')).out).to.equal(
      `${second} serves now\n`,
    );
    expect((await run('list')).out).to.match(/abababababab +champion +orders .* 1234 +0\.3000 +0\.1000 +nothing/);
    expect((await run('rollback', '--reason', 'too many mugs')).out).to.equal(`${first} serves now\n`);
    expect((await readModels(client)).state.champion).to.equal(first);
    const told: unknown[] = [];
    for await (const { event } of client.readStream('models-main')) {
      if (event?.type === 'ModelPromoted' || event?.type === 'ModelRolledBack') told.push([event.data, event.metadata]);
    }
    expect(JSON.stringify(told.at(-2)))
      .to.contain('better for tea')
      .and.contain('maud');
    expect(JSON.stringify(told.at(-1))).to.contain('too many mugs');
  });
});
