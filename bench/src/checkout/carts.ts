import { randomUUID } from 'node:crypto';
import autocannon from 'autocannon';
import { percentile } from '../event-store/measure.js';

/** What came of adding to carts: additions a second, and how long one took, in milliseconds. */
export type CartFigures = {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly failed: number;
};

const sessionAt = async (url: string): Promise<string> => {
  const response = await fetch(`${url}/access/sessions`, { method: 'POST' });
  const [cookie = ''] = (response.headers.get('set-cookie') ?? '').split(';');
  if (!response.ok || cookie === '') throw new Error(`no session: ${response.status.toString()}`);
  return cookie;
};

/**
 * Shoppers put things into their carts, as fast as the answers come: one cart a connection, each request a command of its own.
 *
 * @param url of the command side
 * @param skus what they take, in turn
 */
export const fillCarts = async (
  url: string,
  skus: readonly string[],
  { connections, seconds }: { readonly connections: number; readonly seconds: number },
): Promise<CartFigures> => {
  const cookies = await Promise.all(Array.from({ length: connections }, () => sessionAt(url)));
  let next = 0;
  let sent = 0;
  const latencies: number[] = [];
  const running = autocannon({
    ...{ url, connections, duration: seconds },
    setupClient: (client) => {
      const cookie = cookies[next++ % cookies.length] ?? '';
      client.on('response', (_status, _bytes, milliseconds) => latencies.push(milliseconds));
      client.setRequests([
        {
          method: 'POST',
          path: '/carts/mine/items',
          setupRequest: (request) => ({
            ...request,
            headers: { 'content-type': 'application/json', cookie, 'idempotency-key': randomUUID() },
            body: JSON.stringify({ sku: skus[sent++ % skus.length], quantity: 1 }),
          }),
        },
      ]);
    },
  });
  const { '2xx': done, non2xx, errors, duration } = await running;
  return {
    perSecond: done / duration,
    p50: percentile(latencies, 0.5),
    p99: percentile(latencies, 0.99),
    failed: non2xx + errors,
  };
};

/** How long one change of a cart takes whose stream holds so many events, the median of some, in milliseconds. */
export const changeAfter = async (url: string, sku: string, events: number, tries: number): Promise<number> => {
  const cookie = await sessionAt(url);
  const change = async (): Promise<number> => {
    const began = performance.now();
    const response = await fetch(`${url}/carts/mine/items`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Idempotency-Key': randomUUID(), Cookie: cookie },
      body: JSON.stringify({ sku, quantity: 1 }),
    });
    await response.arrayBuffer();
    if (!response.ok) throw new Error(`a cart was not changed: ${response.status.toString()}`);
    return performance.now() - began;
  };
  for (let sent = 0; sent < events; sent += 50)
    await Promise.all(Array.from({ length: Math.min(50, events - sent) }, change));
  const took: number[] = [];
  for (let n = 0; n < tries; n++) took.push(await change());
  return percentile(took, 0.5);
};
