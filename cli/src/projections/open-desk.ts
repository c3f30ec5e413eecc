import type { ProjectionDesk } from '@storefold/projections';
import { dataRoot } from '../shop/data-folder.js';
import { runningShop } from '../shop/run-file.js';

/** Where the stores are: those of the shop that runs on a data folder, or named outright. */
export type WhichShop = { readonly data?: string; readonly eventStore?: string; readonly readModels?: string };

type Urls = { readonly eventStore: string; readonly readModels: string };

const urlsOf = ({ data, eventStore, readModels }: WhichShop): Urls => {
  const named = {
    eventStore: eventStore ?? process.env['EVENT_STORE_URL'],
    readModels: readModels ?? process.env['READ_MODELS_URL'],
  };
  if (named.eventStore !== undefined && named.readModels !== undefined)
    return { eventStore: named.eventStore, readModels: named.readModels };
  const root = dataRoot(data);
  const run = runningShop(root);
  const [log, documents] = [run?.urls['event-store'], run?.urls['document-store']];
  if (log !== undefined && documents !== undefined) return { eventStore: log, readModels: documents };
  throw new Error(
    `no shop runs on ${root}; start it first with: storefold start --data ${root}, or name the stores with EVENT_STORE_URL and READ_MODELS_URL`,
  );
};

/** Works at the desk of read models, and leaves it tidy. */
export const atDesk = async <Value>(
  which: WhichShop,
  work: (desk: ProjectionDesk) => Promise<Value>,
): Promise<Value> => {
  const urls = urlsOf(which);
  const [{ allViews, ProjectionDesk: Desk }, platform] = await Promise.all([
    import('@storefold/projections'),
    import('@storefold/platform'),
  ]);
  const client = platform.connectEventStore(urls.eventStore);
  const store = platform.connectDocumentStore(urls.readModels);
  try {
    const shop = await platform.findShop(client);
    if (!shop) throw new Error('no shop is open on this log');
    return await work(new Desk({ db: store.db, client, views: allViews(shop) }));
  } finally {
    await client.dispose();
    await store.close();
  }
};
