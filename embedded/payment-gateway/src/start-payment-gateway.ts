import { randomBytes } from 'node:crypto';
import { openDispute } from './api/disputes.js';
import type { Books, Due } from './api/books.js';
import { cancelIntent } from './api/capture.js';
import { failRefund, settleRefund } from './api/refunds.js';
import { dialSettings, type Dials } from './dials.js';
import { ensureEndpoint } from './http/endpoints.js';
import { GatewayServer } from './http/server.js';
import { lockFolder } from './storage/lock-folder.js';
import { Store } from './storage/store.js';
import { Courier } from './webhooks/courier.js';

const TICK_MS = 200;
const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost']);
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

export type PaymentGatewayOptions = {
  /** Folder of the books; made where there is none. */
  readonly dataDir: string;
  /** Known to the shop alone, such as `sk_test_…`. */
  readonly secretKey: string;
  /** Known to every browser, such as `pk_test_…`. */
  readonly publishableKey: string;
  /** 0 asks for a free one. @default 12111 */
  readonly port?: number;
  /** @default 127.0.0.1 */
  readonly host?: string;
  /** Where browsers reach it. @default where it listens */
  readonly publicUrl?: string | undefined;
  /** An endpoint, the secret under which it is told, and of which types of event. @default of all */
  readonly webhook?:
    { readonly url: string; readonly secret: string; readonly events?: readonly string[] | undefined } | undefined;
  /** Milliseconds since 1970. @default the system's clock */
  readonly now?: () => number;
  /** @default nowhere */
  readonly log?: (message: string, more: Readonly<Record<string, unknown>>) => void;
};

export type PaymentGateway = {
  readonly url: string;
  readonly port: number;
  /** What goes wrong next; may be set at any time. */
  readonly dials: Dials;
  readonly close: () => Promise<void>;
};

/** Ids as Stripe's: a prefix and 24 letters and digits that nobody guesses. */
export const randomId = (prefix: string): string =>
  prefix + [...randomBytes(24)].map((byte) => LETTERS[byte % LETTERS.length] ?? '0').join('');

/**
 * Starts a payment gateway that speaks a part of Stripe's API and moves no money.
 *
 * @throws Error with a sentence when the folder is in use, a port is taken, a key is none, or the host is not this machine alone
 */
export const startPaymentGateway = async (options: PaymentGatewayOptions): Promise<PaymentGateway> => {
  const { dataDir, secretKey, publishableKey, port = 12_111, host = '127.0.0.1', publicUrl, webhook } = options;
  const { now: clock = Date.now, log = () => undefined } = options;
  if (!LOOPBACK.has(host))
    throw new Error(`${host} can be reached by others: this gateway is for one machine. Use Stripe instead`);
  if (!/^sk_test_\w{8,}$/.test(secretKey))
    throw new Error('the secret key is no test key: it has to begin with sk_test_, and eight letters or digits more');
  if (!/^pk_test_\w{8,}$/.test(publishableKey))
    throw new Error(
      'the publishable key is no test key: it has to begin with pk_test_, and eight letters or digits more',
    );
  const unlock = lockFolder(dataDir);
  const dials = dialSettings.parse({});
  const now = (): number => Math.floor((clock() + dials.clockAheadMs) / 1_000);
  const store = new Store(dataDir, randomId);
  const courier = new Courier({ store, now, dials, log });
  const server = new GatewayServer({
    ...{ host, port, store, dials, now, log, publicUrl },
    keys: { secret: secretKey, publishable: publishableKey },
    newId: randomId,
    onWritten: () => {
      courier.wake();
    },
  });
  const of = () => ({ now: now(), requestId: null, idempotencyKey: null });

  const happen = (books: Books, { what, id }: Due): void => {
    const desk = server.desk(books);
    const intent = what === 'expire' ? books.find('payment_intent', id) : undefined;
    if (intent?.status === 'requires_capture') cancelIntent(desk, intent, 'automatic');
    const refund = what === 'settle-refund' || what === 'fail-refund' ? books.find('refund', id) : undefined;
    if (refund?.status === 'pending' && what === 'settle-refund') settleRefund(desk, refund);
    if (refund?.status === 'succeeded' && what === 'fail-refund') failRefund(desk, refund);
    const charge = what === 'dispute' ? books.find('charge', id) : undefined;
    if (charge) openDispute(desk, charge);
  };
  let ticking: Promise<void> | undefined;
  const tick = async (): Promise<void> => {
    try {
      if (store.hasDue(now()))
        await store.work(of(), (books) => {
          for (const due of store.takeDue(now())) happen(books, due);
        });
      courier.wake();
    } catch (error) {
      log('what time brings about could not be done', { reason: String(error) });
    }
  };

  try {
    const listening = await server.listen();
    if (webhook)
      await store.work(of(), (books) => {
        ensureEndpoint(server.desk(books), store, webhook.url, webhook.secret, webhook.events);
      });
    const timer = setInterval(() => {
      ticking ??= tick().finally(() => (ticking = undefined));
    }, TICK_MS);
    return {
      url: `http://${host}:${listening.toString()}`,
      port: listening,
      dials,
      close: async () => {
        clearInterval(timer);
        await server.close();
        await ticking;
        await courier.close();
        await store.close();
        unlock();
      },
    };
  } catch (error) {
    await store.close();
    unlock();
    throw error;
  }
};
