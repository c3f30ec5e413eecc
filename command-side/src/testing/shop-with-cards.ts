import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPaymentGateway, type PaymentGateway } from '@storefold/payment-gateway';
import Stripe from 'stripe';
import { openRunningShop, startStores, type RunningShop, type Stores } from './running-shop.js';

const keys = { secretKey: 'sk_test_ofthisspec', publishableKey: 'pk_test_ofthisspec' };
export const webhookSecret = 'whsec_ofthisspec';

/** A port that nobody listens on just now. */
export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      // A server that listens on host and port answers with an address object; a string is for pipes.
      const { port } = server.address() as AddressInfo;
      server.close(() => {
        resolve(port);
      });
    });
  });

export type ShopWithCards = {
  readonly stores: Stores;
  readonly shop: RunningShop;
  readonly gateway: PaymentGateway;
  /** The official client, as the gateway's owner has it. */
  readonly stripe: Stripe;
  readonly close: () => Promise<void>;
};

/** A running command side that takes cards at an embedded gateway, which tells it by webhook unless a spec does so itself. */
export const openShopWithCards = async ({
  webhooks,
  reachedBy = (url) => Promise.resolve(url),
}: {
  readonly webhooks: boolean;
  /** Puts something between the shop and the gateway: answers where the shop reaches it then. */
  readonly reachedBy?: (url: string) => Promise<string>;
}): Promise<ShopWithCards> => {
  const stores = await startStores();
  const folder = await mkdtemp(join(tmpdir(), 'storefold-cards-'));
  const port = await freePort();
  const gateway = await startPaymentGateway({
    ...{ dataDir: join(folder, 'gateway'), port: 0, ...keys },
    ...(webhooks
      ? { webhook: { url: `http://127.0.0.1:${port.toString()}/payments/webhooks`, secret: webhookSecret } }
      : {}),
  });
  const files = { secret: join(folder, 'secret.key'), webhook: join(folder, 'webhook.key') };
  await writeFile(files.secret, keys.secretKey);
  await writeFile(files.webhook, webhookSecret);
  const shop = await openRunningShop(stores, {
    PORT: port.toString(),
    PAYMENT_GATEWAY_URL: await reachedBy(gateway.url),
    PAYMENT_SECRET_KEY_FILE: files.secret,
    PAYMENT_WEBHOOK_SECRET_FILE: files.webhook,
  });
  return {
    ...{ stores, shop, gateway },
    stripe: new Stripe(keys.secretKey, { host: '127.0.0.1', port: gateway.port, protocol: 'http', telemetry: false }),
    close: async () => {
      await shop.close();
      await gateway.close();
      await stores.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
};
