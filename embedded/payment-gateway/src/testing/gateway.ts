import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Stripe from 'stripe';
import { startPaymentGateway, type PaymentGateway } from '../start-payment-gateway.js';

export const keys = { secretKey: 'sk_test_ofthisspec', publishableKey: 'pk_test_ofthisspec' };
export const webhookSecret = 'whsec_ofthisspec';

/** The official client, as a shop has it. */
export const clientOf = (gateway: PaymentGateway, key: string = keys.secretKey, retries = 2): Stripe =>
  new Stripe(key, {
    ...{ host: '127.0.0.1', port: gateway.port, protocol: 'http', telemetry: false },
    maxNetworkRetries: retries,
  });

/** A gateway in a folder of its own, that can be ended and started again. */
export class GatewayUnderTest {
  folder = '';
  gateway: PaymentGateway | undefined;
  now: (() => number) | undefined;
  webhookUrl: string | undefined;

  async open(): Promise<PaymentGateway> {
    if (this.folder === '') this.folder = await mkdtemp(join(tmpdir(), 'storefold-gateway-'));
    this.gateway = await startPaymentGateway({
      ...{ dataDir: this.folder, port: 0, ...keys },
      ...(this.now ? { now: this.now } : {}),
      ...(this.webhookUrl === undefined ? {} : { webhook: { url: this.webhookUrl, secret: webhookSecret } }),
    });
    return this.gateway;
  }

  async again(): Promise<PaymentGateway> {
    await this.gateway?.close();
    return this.open();
  }

  async close(): Promise<void> {
    await this.gateway?.close();
    await rm(this.folder, { recursive: true, force: true });
  }
}

export type Heard = { readonly body: string; readonly signature: string };

/** An endpoint that hears webhooks, and can be told to refuse them. */
export const listenForWebhooks = async () => {
  const heard: Heard[] = [];
  let refuses = 0;
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => (body += part.toString('utf8')));
    request.on('end', () => {
      if (refuses > 0) {
        refuses--;
        response.writeHead(500).end();
        return;
      }
      const { 'stripe-signature': signature = '' } = request.headers;
      heard.push({ body, signature: String(signature) });
      response.writeHead(200).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A server that listens on host and port answers with an address object; a string is for pipes.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port.toString()}/webhooks`,
    heard,
    refuseNext: (count: number) => {
      refuses = count;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};

export const eventually = async (what: string, isSo: () => boolean | Promise<boolean>): Promise<void> => {
  const until = Date.now() + 15_000;
  while (!(await isSo())) {
    if (Date.now() > until) throw new Error(`waited in vain for: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
};
