/**
 * A projector that kills itself at a named step, or is killed by whoever started it: a process of its own, as SIGKILL
 * leaves nothing tidy behind. Prints `folded` when it has reached the end of the log as it was told.
 */
import { connectDocumentStore, connectEventStore, openShop } from '@storefold/platform';
import { z } from 'zod';
import { allViews } from '../all-views.js';
import { Leases } from '../engine/leases.js';
import { Runner } from '../engine/runner.js';
import { london } from './history.js';
import { silent } from './shop-with-stores.js';

const told = z
  .object({
    EVENT_STORE_URL: z.string(),
    READ_MODELS_URL: z.string(),
    UNTIL: z.coerce.bigint(),
    MAX_BATCH: z.coerce.number(),
    /** `view|step|time`: dies at the n-th time that the view is at the step. */
    DIES_AT: z.string().optional(),
  })
  .parse(process.env);

const [doomedView, doomedStep, doomedTime] = told.DIES_AT?.split('|') ?? [];
let times = 0;
const client = connectEventStore(told.EVENT_STORE_URL);
const { db } = connectDocumentStore(told.READ_MODELS_URL);
const shop = await openShop(client, {
  ...{ name: 'Spec', currency: 'GBP', ...london, now: '2011-03-01T00:00:00.000Z' },
});
const runner = new Runner({
  ...{ client, db, shop, views: allViews(london), logger: silent, maxBatch: told.MAX_BATCH },
  leases: new Leases(db, { owner: 'doomed' }),
  atStep: (view, step) => {
    if (view === doomedView && step === doomedStep && ++times === Number(doomedTime))
      process.kill(process.pid, 'SIGKILL');
  },
});
await runner.start();
for (;;) {
  if (runner.progress().length > 0 && runner.progress().every(({ position }) => position >= told.UNTIL)) break;
  await Promise.race([runner.ended(), new Promise((resolve) => setTimeout(resolve, 5))]);
}
await runner.stop();
process.stdout.write('folded\n', () => process.exit(0));
