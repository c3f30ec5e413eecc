import { randomUUID } from 'node:crypto';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { jsonEvent } from '@eventstore/db-client';
import { startEventStore } from '@storefold/event-store';
import { connectEventStore, openShop } from '@storefold/platform';
import { decideInLog, modelIdOf, readModelFile, type ModelsCommand } from '@storefold/recommender';
import { expect } from 'chai';
import { z } from 'zod';
import { storefold } from '../testing/command.js';
import { testFolder } from '../testing/folder.js';
import { metadataAt, weeklyOrders } from '../testing/weekly-orders.js';

const now = '2026-01-01T00:00:00.000Z';
const compared = z.object({
  models: z.array(z.string()),
  users: z.number(),
  from: z.string(),
  champion: z.object({ all: z.number(), new: z.number() }),
  challenger: z.object({ all: z.number() }),
  difference: z.object({ all: z.object({ low: z.number(), mean: z.number(), high: z.number() }) }),
  worse: z.boolean(),
});
const explained = z.object({
  answeredBy: z.string(),
  by: z.string(),
  orders: z.number(),
  items: z.array(z.object({ sku: z.string(), because: z.string(), events: z.array(z.string()) })),
});

describe('storefold recommender compare and explain', function () {
  this.timeout(180_000);
  const folder = testFolder();
  const shelf = join(folder.path, 'models');
  const one = join(folder.path, 'one.model');
  const other = join(folder.path, 'other.model');
  let store: Awaited<ReturnType<typeof startEventStore>>;
  let client: ReturnType<typeof connectEventStore>;
  let id = '';
  const run = (...args: readonly string[]) =>
    storefold('recommender', ...args, '--event-store-url', store.url, '--models', shelf);
  const train = async (out: string, seed: string) => {
    const { code, err } = await storefold(
      ...['recommender', 'train', '--event-store-url', store.url, '--out', out, '--seed', seed],
    );
    expect(code, err).to.equal(0);
  };

  before(async () => {
    store = await startEventStore({ dataDir: join(folder.path, 'log'), port: 0 });
    client = connectEventStore(store.url);
    await openShop(client, { name: 'Shop', currency: 'GBP', timeZone: 'Europe/London', now });
    const products = [0, 1, 2].flatMap((group) =>
      [0, 1, 2, 3, 4, 5].map((at) => `G${group.toString()}-${at.toString()}`),
    );
    const defined = products.map((sku) => {
      const data = { sku, title: `Thing ${sku}`, priceMinor: 250, currency: 'GBP' };
      return jsonEvent({ id: randomUUID(), type: 'ProductDefined', data, metadata: metadataAt(now) });
    });
    await client.appendToStream('product-story', defined);
    await client.appendToStream('order-story', weeklyOrders(0, 14));
    await train(one, '1');
    await train(other, '2');
    id = modelIdOf(readFileSync(one));
    mkdirSync(shelf);
    copyFileSync(one, join(shelf, `${id}.model`));
  });
  after(async () => {
    await client.dispose();
    await store.close();
    folder.remove();
  });

  it('say that nothing is left which neither has seen', async () => {
    const { code, err } = await run('compare', one, other);
    expect([code, err]).to.satisfy(
      () => code === 1 && err.includes('fewer than 20 customers with a past ordered since'),
    );
  });

  it('compare a file and an id on what came since, with an interval', async () => {
    await client.appendToStream('order-story', weeklyOrders(14, 20));
    const { code, out, err } = await run('compare', id.slice(0, 8), other, '--json');
    expect(code, err).to.equal(0);
    const said = compared.parse(JSON.parse(out));
    expect(said.models).to.deep.equal([id, other]);
    expect(said.users).to.equal(30);
    expect(Date.parse(said.from) / 86_400_000).to.be.at.least(readModelFile(one).snapshot.now - 1e-6);
    const { low, mean, high } = said.difference.all;
    expect(mean).to.be.closeTo(said.challenger.all - said.champion.all, 1e-12);
    expect(low).to.be.at.most(mean).and.at.most(high);
    const { out: text } = await run('compare', one, one);
    expect(text)
      .to.match(/NDCG@10, all +(0\.\d{4}) +\1 +0\.0000 +\[0\.0000, 0\.0000\]/)
      .and.to.contain('The challenger is not worse than the champion on 30 users');
  });

  it('explain a customer and a product by counts where no model serves, with events that the log holds', async () => {
    const { out, err, code } = await run('explain', '--product', 'G0-1', '--json');
    expect(code, err).to.equal(0);
    const said = explained.parse(JSON.parse(out));
    expect(said).to.include({ answeredBy: 'counts', by: 'counts: the log names no champion' });
    const [first] = said.items;
    expect(first?.because).to.match(/^\d+ orders hold it together with G0-1$/);
    const cited = new Set(first?.events);
    let holding = 0;
    for await (const { event } of client.readAll()) {
      if (!event || !cited.has(event.position.commit.toString())) continue;
      expect(JSON.stringify(event.data))
        .to.contain('"G0-1"')
        .and.contain(`"${first?.sku ?? ''}"`);
      holding++;
    }
    expect(holding).to.equal(cited.size).and.to.be.greaterThan(0);
  });

  it('explain what the champion of the log says', async () => {
    const commands: readonly ModelsCommand[] = [
      { type: 'StartTraining', trainingId: 't', cause: 'first', startedAt: now, until: '2026-01-01T01:00:00.000Z' },
      {
        type: 'ReportModel',
        model: {
          ...{ modelId: id, trainingId: 't', cause: 'first', logId: 'log', position: '7', seed: 1, codeVersion: '1' },
          ...{ erased: '0'.repeat(64), orders: 1, products: 1, bytes: 1, ndcg10: { all: 0, new: 0 }, trainedAt: now },
        },
        comparison: { none: 'there is no champion' },
      },
    ];
    for (const [index, command] of commands.entries())
      await decideInLog(client, command, {
        ...{ actor: { kind: 'system', id: 'spec' }, commandId: `c${index.toString()}`, at: now },
      });
    const said = explained.parse(JSON.parse((await run('explain', '--customer', 'c3', '--json')).out));
    expect(said).to.include({ answeredBy: 'learned', by: id, orders: 20 });
    expect(said.items.length).to.be.greaterThan(0);
    const { out } = await run('explain', '--customer', 'c3', '--most', '2');
    expect(out)
      .to.match(/^customer c3, 20 orders; answered by learned/)
      .and.to.match(/they ordered it \d+ times +\d+ \d+/);
  });

  it('say what is wrong', async () => {
    const foreign = join(folder.path, 'foreign.model');
    writeFileSync(foreign, 'a cake');
    const wrong: readonly (readonly [readonly string[], string])[] = [
      [['explain'], 'either --customer or --product'],
      [['explain', '--customer', 'c3', '--product', 'G0-1'], 'either --customer or --product'],
      [['explain', '--customer', 'nobody'], 'nobody named nobody has an order in this log'],
      [['explain', '--product', 'CAKE'], 'the shop has no product CAKE'],
      [['explain', '--product', 'G0-1', '--model', foreign], 'no model file'],
      [['compare', one, 'ffff'], 'ffff is neither a file nor the beginning of a model'],
      [['compare', foreign, one], 'no model file'],
    ];
    for (const [args, says] of wrong) {
      const { code, err } = await run(...args);
      expect([code, err.includes(says)], `${args.join(' ')}: ${err}`).to.deep.equal([1, true]);
    }
  });
});
