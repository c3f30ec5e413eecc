import { engineCollections, type CheckpointDocument } from '@storefold/contracts';
import { connectDocumentStore, connectEventStore, findShop, liveViews } from '@storefold/platform';
import { z } from 'zod';
import { endOfLog } from '../import/end-of-log.js';
import type { RunFile } from '../shop/run-file.js';
import { messageOf } from '../terminal/failure.js';
import { note, problem, well, type Finding } from './finding.js';

const readiness = z.object({ checks: z.record(z.string(), z.string()).optional() });
const WITHIN_MS = 4_000;

/** Asks each service whether it can do its work. */
export const checkServices = (run: RunFile): Promise<readonly Finding[]> =>
  Promise.all(
    Object.entries(run.urls)
      .filter(([, url]) => url.startsWith('http'))
      .map(async ([name, url]) => checkService(name, url, run.pids[name])),
  );

const checkService = async (name: string, url: string, pid: number | undefined): Promise<Finding> => {
  if (pid === undefined) return problem(name, `does not run; see logs/${name}.log in the data folder`);
  try {
    const response = await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(WITHIN_MS) });
    if (response.ok) return well(name, `ready at ${url}`);
    const told = readiness.safeParse(await response.json().catch(() => undefined));
    const reasons = Object.entries(told.data?.checks ?? {})
      .filter(([, answer]) => answer !== 'ok')
      .map(([check, answer]) => `${check}: ${answer}`);
    return problem(
      name,
      `not ready (${reasons.join('; ') || `answers ${response.status.toString()}`}); see logs/${name}.log in the data folder`,
    );
  } catch (error) {
    return problem(name, `does not answer at ${url} (${messageOf(error)}); see logs/${name}.log in the data folder`);
  }
};

/** Both stores, and how far the read models are behind the log. */
export const checkStores = async (run: RunFile): Promise<readonly Finding[]> => {
  const events = run.urls['event-store'] ?? '';
  const documents = run.urls['document-store'] ?? '';
  const head = await headOf(events);
  if (typeof head === 'string')
    return [problem('event store', `cannot be read (${head}); see logs/event-store.log in the data folder`)];
  return [well('event store', `holds the shop ${head.shop}`), await checkLag(documents, head.position)];
};

const headOf = async (url: string): Promise<{ readonly shop: string; readonly position: bigint } | string> => {
  const client = connectEventStore(url);
  try {
    const shop = await findShop(client);
    if (!shop) return 'no shop was opened on it yet';
    return { shop: shop.name, position: await endOfLog(client) };
  } catch (error) {
    return messageOf(error);
  } finally {
    await client.dispose();
  }
};

/** Behind by more than this, something is stuck rather than busy. */
const MUCH_BYTES = 4 * 1024 * 1024;

const checkLag = async (url: string, head: bigint): Promise<Finding> => {
  const store = connectDocumentStore(url);
  try {
    const units = [...(await liveViews(store.db)).values()].flatMap((view) => view.units);
    const found = await store.db
      .collection<CheckpointDocument & { _id: string }>(engineCollections.checkpoints)
      .find({ _id: { $in: units } })
      .toArray();
    if (found.length === 0)
      return problem('read models', 'none was written yet; see logs/projections.log in the data folder');
    const last = found.reduce((slowest, next) => (next.considered < slowest.considered ? next : slowest));
    const behind = head - last.considered;
    if (behind <= 0n) return well('read models', `${found.length.toString()} views, all up to date`);
    const says = `${last.view} is ${behind.toString()} positions behind the log`;
    return behind > MUCH_BYTES
      ? problem('read models', `${says}; it catches up by itself unless projections is not ready, see above`)
      : note('read models', says);
  } catch (error) {
    return problem(
      'document store',
      `cannot be read (${messageOf(error)}); see logs/document-store.log in the data folder`,
    );
  } finally {
    await store.close();
  }
};
