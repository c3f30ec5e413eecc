import { expect } from 'chai';
import fc from 'fast-check';
import type { Collection, MongoClient } from 'mongodb';
import { openStore } from '../testing/store.js';

/** An account, with the numbers of the transactions that wrote it in the order in which they did. */
type Account = { _id: number; value: number; log: number[] };
type Step = { from: number; to: number; by: number };

const accounts = [0, 1, 2, 3];
const step = fc.record({ from: fc.constantFrom(...accounts), to: fc.constantFrom(...accounts), by: fc.nat(1_000) });

/** What a step makes of the two values that it reads. The order of steps matters to it. */
function applied({ by }: Step, from: number, to: number): [number, number] {
  return [(from * 31 + to + by) % 1_009, (to * 17 + from * 3 + by) % 1_009];
}

/** One order that agrees with that of each account, or undefined when they contradict each other. */
function orderOf(logs: readonly (readonly number[])[], count: number): number[] | undefined {
  const next = logs.map(() => 0);
  const order: number[] = [];
  while (order.length < count) {
    // A step is next when it is at the front of every log that it stands in.
    const fronts = logs.map((log, at) => log[next[at] ?? 0]);
    const ready = fronts.find(
      (id) => id !== undefined && logs.every((log, at) => !log.includes(id, next[at]) || fronts[at] === id),
    );
    if (ready === undefined) return undefined;
    order.push(ready);
    for (const [at, front] of fronts.entries()) if (front === ready) next[at] = (next[at] ?? 0) + 1;
  }
  return order;
}

describe('concurrent transactions', () => {
  let client: MongoClient;
  let close: () => Promise<void>;
  let bank: Collection<Account>;

  before(async () => {
    const store = await openStore();
    ({ client, close } = store);
    bank = store.db.collection<Account>('bank');
  });
  after(() => close());

  async function refill(): Promise<void> {
    await bank.deleteMany({});
    await bank.insertMany(accounts.map((_id) => ({ _id, value: _id + 1, log: [] })));
  }

  it('that write all that they read equal the same ones in some serial order', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 8 }), async (steps) => {
        await refill();
        const run = (one: Step, id: number): Promise<void> =>
          client.withSession((session) =>
            session.withTransaction(async () => {
              const from = await bank.findOne({ _id: one.from }, { session });
              const to = await bank.findOne({ _id: one.to }, { session });
              const [left, right] = applied(one, from?.value ?? -1, to?.value ?? -1);
              await bank.updateOne({ _id: one.from }, { $set: { value: left }, $push: { log: id } }, { session });
              if (one.to === one.from) return;
              await bank.updateOne({ _id: one.to }, { $set: { value: right }, $push: { log: id } }, { session });
            }),
          );
        await Promise.all(steps.map(run));
        const after = await bank.find().sort({ _id: 1 }).toArray();
        const order = orderOf(
          after.map(({ log }) => log),
          steps.length,
        );
        expect(order, 'the accounts contradict each other').to.not.equal(undefined);
        const values = accounts.map((id) => id + 1);
        for (const id of order ?? []) {
          const one = steps[id] ?? { from: 0, to: 0, by: 0 };
          const [left, right] = applied(one, values[one.from] ?? -1, values[one.to] ?? -1);
          values[one.from] = left;
          if (one.to !== one.from) values[one.to] = right;
        }
        expect(after.map(({ value }) => value)).to.deep.equal(values);
      }),
      { numRuns: 12 },
    );
  }).timeout(60_000);

  it('show each reader one moment: transfers never change the sum that it sees', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 8 }), async (steps) => {
        await refill();
        const transfer = ({ from, to, by }: Step): Promise<void> =>
          client.withSession((session) =>
            session.withTransaction(async () => {
              await bank.updateOne({ _id: from }, { $inc: { value: -by } }, { session });
              await bank.updateOne({ _id: to }, { $inc: { value: by } }, { session });
            }),
          );
        const look = (): Promise<number> =>
          client.withSession(async (session) => {
            session.startTransaction();
            let sum = 0;
            // One by one, so that others write in between.
            for (const _id of accounts) sum += (await bank.findOne({ _id }, { session }))?.value ?? Number.NaN;
            await session.commitTransaction();
            return sum;
          });
        const [sums] = await Promise.all([
          Promise.all(steps.map(look)),
          Promise.all(steps.map((one) => transfer(one))),
        ]);
        expect(new Set([...sums, await look()])).to.deep.equal(new Set([10]));
      }),
      { numRuns: 8 },
    );
  }).timeout(60_000);

  it('may skew: each reads what the other one writes, both commit, and no serial order gives that', async () => {
    await refill();
    await client.withSession((one) =>
      client.withSession(async (two) => {
        one.startTransaction();
        two.startTransaction();
        const [read, other] = [
          await bank.findOne({ _id: 0 }, { session: one }),
          await bank.findOne({ _id: 1 }, { session: two }),
        ];
        await bank.updateOne({ _id: 1 }, { $set: { value: read?.value ?? -1 } }, { session: one });
        await bank.updateOne({ _id: 0 }, { $set: { value: other?.value ?? -1 } }, { session: two });
        await one.commitTransaction();
        await two.commitTransaction();
      }),
    );
    const swapped = await bank
      .find({ _id: { $in: [0, 1] } })
      .sort({ _id: 1 })
      .toArray();
    expect(swapped.map(({ value }) => value)).to.deep.equal([2, 1]);
  });
});
