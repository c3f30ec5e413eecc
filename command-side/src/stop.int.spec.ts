import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { startCommandSide } from './service.js';
import { silent } from './testing/contexts.js';
import { startStores, type Stores } from './testing/running-shop.js';

/** A way to the event store on which, from a moment on, nothing comes through, and nothing is closed. */
const wayTo = async (url: string) => {
  const sockets: Socket[] = [];
  let isHushed = false;
  const server = createServer((inside) => {
    const outside = connect(Number(new URL(url).port), '127.0.0.1');
    for (const [from, to] of [
      [inside, outside],
      [outside, inside],
    ] as const) {
      sockets.push(from);
      from.on('data', (bytes) => isHushed || to.write(bytes));
      from.on('error', () => to.destroy());
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // `listen` on a host and port answers with an address object; a string is for pipes.
  const { port } = server.address() as AddressInfo;
  return {
    url: url.replace(/:\d+/, `:${port.toString()}`),
    hush: () => {
      isHushed = true;
    },
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(resolve));
    },
  };
};

describe('the command side when it is told to stop', function () {
  this.timeout(60_000);
  let stores: Stores;
  before(async () => {
    stores = await startStores();
  });
  after(() => stores.close());

  it('does so in order while the event store keeps silent', async () => {
    const way = await wayTo(stores.eventStoreUrl);
    const side = await startCommandSide(stores.config({ EVENT_STORE_URL: way.url }), silent, { show: () => undefined });
    // Its sweep looks every second.
    await sleep(1_500);
    way.hush();
    await sleep(1_500);
    const begun = Date.now();
    await Promise.race([side.close(), sleep(25_000)]);
    // The process is ended by force after 15 seconds.
    expect(Date.now() - begun).to.be.below(12_000);
    await way.close();
  });
});
