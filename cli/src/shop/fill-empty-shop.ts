import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { connectEventStore } from '@storefold/platform';
import { LineSplitter } from '../supervisor/line-splitter.js';
import type { ShopLog } from '../terminal/shop-log.js';
import { fileDigest, ProgressFile } from '../import/progress-file.js';
import type { ShopUrls } from './service-plan.js';

/** The sample that ships with the shop; see ATTRIBUTION.md beside it. */
export const sampleFile = fileURLToPath(new URL('../../sample/online-retail-sample.csv.gz', import.meta.url));
const program = fileURLToPath(new URL('../../bin/storefold.mjs', import.meta.url));

/** A killed filling begins again this often; each goes on where the last one stopped. */
const MOST_ATTEMPTS = 5;
/** An empty log has the shop's own first events and staff; among so many first events trade would show. */
const LOOK_AT = 500;

export type Filling = { readonly stop: () => Promise<void> };

/** Whether nobody has sold or stored anything in this shop yet. */
const isEmpty = async (eventStoreUrl: string): Promise<boolean> => {
  const client = connectEventStore(eventStoreUrl);
  try {
    let empty = true;
    // Read to the end: a read that is left early keeps `dispose` waiting for ever.
    for await (const { event } of client.readAll({ maxCount: LOOK_AT })) {
      if (event && /^(product|stock|order|payment|credit|adjustment)-/.test(event.streamId)) empty = false;
    }
    return empty;
  } finally {
    await client.dispose();
  }
};

/**
 * Fills an empty shop from the shipped sample, through commands, in a process of its own; goes on with a filling that
 * was interrupted. Does nothing in a shop that has anything else in it.
 */
export const fillEmptyShop = (shop: {
  readonly root: string;
  readonly urls: ShopUrls;
  readonly log: ShopLog;
}): Filling => {
  const { log } = shop;
  let child: ChildProcess | undefined;
  const stopping = new AbortController();
  const mayGoOn = (): boolean => !stopping.signal.aborted;
  const work = (async () => {
    if (!existsSync(sampleFile)) return;
    const remembered = await new ProgressFile(shop.root, await fileDigest(sampleFile)).peek();
    if (remembered ? remembered.finished : !(await isEmpty(shop.urls.eventStore))) return;
    log.say('info', "filling the empty shop with a sample of a real shop's trade; it can be used meanwhile");
    for (let attempt = 1; attempt <= MOST_ATTEMPTS && mayGoOn(); attempt++) {
      child = spawnImport(shop);
      const how = await ended(child);
      if (how === 'exit code 0') {
        log.say('info', 'the shop is filled');
        return;
      }
      if (!mayGoOn()) return;
      log.say('warn', `filling the shop ended early (${how})`);
      await sleep(1_000 * attempt);
    }
    log.say('error', 'the shop could not be filled; start it again to go on, or start with --empty');
  })().catch((error: unknown) => {
    if (mayGoOn())
      log.say('error', `the shop could not be filled: ${error instanceof Error ? error.message : String(error)}`);
  });
  return {
    stop: async () => {
      stopping.abort();
      child?.kill('SIGKILL');
      await work;
    },
  };
};

const spawnImport = ({
  root,
  urls,
  log,
}: {
  readonly root: string;
  readonly urls: ShopUrls;
  readonly log: ShopLog;
}): ChildProcess => {
  const child = spawn(
    process.execPath,
    [
      program,
      'import',
      'online-retail',
      sampleFile,
      '--data',
      root,
      '--event-store-url',
      urls.eventStore,
      '--no-wait',
      '--json',
    ],
    // Standard output is the report, which nobody reads here; progress comes on standard error.
    { stdio: ['ignore', 'ignore', 'pipe'], detached: true },
  );
  const lines = new LineSplitter((line) => {
    log.say('info', line);
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    lines.push(chunk);
  });
  return child;
};

const ended = (child: ChildProcess): Promise<string> =>
  new Promise((resolve) => {
    child.once('error', (error) => {
      resolve(error.message);
    });
    child.once('close', (code, signal) => {
      resolve(signal ?? `exit code ${String(code)}`);
    });
  });
