import { fileURLToPath } from 'node:url';
import type { ServiceDefinition } from '../supervisor/service-definition.js';
import type { DataFolder } from './data-folder.js';
import { accepts } from './ports.js';

export const serviceNames = [
  'event-store',
  'document-store',
  'payment-gateway',
  'mail-catcher',
  'command-side',
  'projections',
  'query-side',
  'recommender',
  'ui',
] as const;
export type ServiceName = (typeof serviceNames)[number];
/** Where services listen: each under its name, the mail catcher for mail beside. */
export const portNames = [...serviceNames, 'mail-catcher-smtp'] as const;
export type PortName = (typeof portNames)[number];
export type Ports = Readonly<Record<PortName, number>>;

export const defaultPorts: Ports = {
  'event-store': 2113,
  'document-store': 27017,
  'payment-gateway': 12111,
  'mail-catcher': 8025,
  'mail-catcher-smtp': 1025,
  'command-side': 8081,
  projections: 8084,
  'query-side': 8082,
  recommender: 8083,
  ui: 8080,
};

/** Where a service's `main.js` is: beside what its package exports. */
const mainOf = (name: ServiceName): string => {
  if (name === 'ui') return fileURLToPath(import.meta.resolve('@storefold/ui/gateway'));
  return fileURLToPath(new URL('main.js', import.meta.resolve(`@storefold/${name}`)));
};

/**
 * How large a service's heap may grow, in megabytes, where it is known what it needs; docker/Dockerfile says the same. Without
 * it V8 lets garbage gather while there is memory: the projections took 600 MB of it for 80 that were in use.
 */
export const heapOf: Partial<Record<ServiceName, readonly string[]>> = {
  projections: ['--max-old-space-size=320', '--max-semi-space-size=32'],
};

/** Connection strings and addresses of a shop. */
export type ShopUrls = {
  readonly eventStore: string;
  readonly readModels: string;
  readonly keystore: string;
  readonly paymentGateway: string;
  /** Where mail is sent to. */
  readonly smtp: string;
  readonly public: string;
  readonly services: Readonly<Record<ServiceName, string>>;
};

const local = (port: number): string => `http://127.0.0.1:${port.toString()}`;

/** Where this machine reaches what listens on an address, and what people call it. */
const reach = (host: string): { readonly here: string; readonly shown: string } => {
  if (['127.0.0.1', '0.0.0.0', '::'].includes(host)) return { here: '127.0.0.1', shown: 'localhost' };
  const address = host.includes(':') ? `[${host}]` : host;
  return { here: address, shown: address };
};

/** @param host on which the storefront listens */
export const shopUrls = (ports: Ports, host: string, env: NodeJS.ProcessEnv = process.env): ShopUrls => {
  const documents = (database: string) =>
    `mongodb://127.0.0.1:${ports['document-store'].toString()}/${database}?replicaSet=storefold`;
  const eventStore = env['EVENT_STORE_URL'] || `esdb://127.0.0.1:${ports['event-store'].toString()}?tls=false`;
  const readModels = env['READ_MODELS_URL'] || documents('storefold');
  const paymentGateway = env['PAYMENT_GATEWAY_URL'] || local(ports['payment-gateway']);
  const storefront = `http://${reach(host).shown}:${ports.ui.toString()}`;
  return {
    eventStore,
    readModels,
    keystore: env['KEYSTORE_URL'] || documents('storefold-keys'),
    paymentGateway,
    smtp: env['SMTP_URL'] || `smtp://127.0.0.1:${ports['mail-catcher-smtp'].toString()}`,
    public: storefront,
    services: {
      'event-store': eventStore,
      'document-store': readModels,
      'payment-gateway': paymentGateway,
      'mail-catcher': local(ports['mail-catcher']),
      'command-side': local(ports['command-side']),
      projections: local(ports.projections),
      'query-side': local(ports['query-side']),
      recommender: local(ports.recommender),
      ui: storefront,
    },
  };
};

const answersOk = async (url: string): Promise<boolean> =>
  (await fetch(url, { signal: AbortSignal.timeout(2_500) })).ok;

/** What the shop wants to hear of by itself; all else it learns when it asks. An endpoint at Stripe is set up for the same. */
export const webhookEvents = [
  ...['payment_intent.amount_capturable_updated', 'payment_intent.succeeded', 'payment_intent.payment_failed'],
  ...['payment_intent.canceled', 'refund.updated', 'refund.failed', 'charge.dispute.created', 'charge.dispute.closed'],
] as const;

/**
 * How cards are taken: at the gateway that the environment names, with what it says of it, else at one of our own, whose keys
 * lie in the data folder.
 */
const cardsOf = (folder: DataFolder, urls: ShopUrls, env: NodeJS.ProcessEnv): Readonly<Record<string, string>> =>
  env['PAYMENT_GATEWAY_URL']
    ? {}
    : {
        PAYMENT_GATEWAY_URL: urls.paymentGateway,
        PAYMENT_SECRET_KEY_FILE: folder.gatewaySecretKey,
        PAYMENT_WEBHOOK_SECRET_FILE: folder.webhookSecret,
        PAYMENT_PUBLISHABLE_KEY_FILE: folder.gatewayPublishableKey,
        PAYMENT_SCRIPT_URL: `${urls.paymentGateway}/v3/`,
      };

/**
 * The services of a shop on this machine: the stores first, then everything else at once (each waits by itself for what
 * it needs).
 *
 * @param wanted which of them; stores for which the environment names a URL are left out in any case
 */
export const planServices = (
  folder: DataFolder,
  ports: Ports,
  urls: ShopUrls,
  options: { readonly host: string; readonly wanted?: readonly ServiceName[]; readonly env?: NodeJS.ProcessEnv },
): readonly ServiceDefinition[] => {
  const { host, wanted = serviceNames, env = process.env } = options;
  const shared = {
    HOST: '127.0.0.1',
    EVENT_STORE_URL: urls.eventStore,
    READ_MODELS_URL: urls.readModels,
    KEYSTORE_URL: urls.keystore,
    MASTER_KEY_FILE: folder.masterKey,
    SESSION_KEY_FILE: folder.sessionKey,
    COMMAND_SIDE_URL: urls.services['command-side'],
    QUERY_SIDE_URL: urls.services['query-side'],
    RECOMMENDER_URL: urls.services.recommender,
    PROJECTIONS_URL: urls.services.projections,
    PUBLIC_URL: urls.public,
    ...cardsOf(folder, urls, env),
    SMTP_URL: urls.smtp,
    // What was caught can be looked at; what a real server has taken cannot.
    ...(env['SMTP_URL'] ? {} : { CAUGHT_MAIL_URL: urls.services['mail-catcher'] }),
  };
  const store = (name: 'event-store' | 'document-store', data: string): ServiceDefinition => ({
    name,
    args: [mainOf(name), '--data', data, '--port', ports[name].toString()],
    env: {},
    stage: 0,
    isReady: () => accepts(ports[name]),
  });
  const gateway = (): ServiceDefinition => ({
    name: 'payment-gateway',
    args: [
      ...[mainOf('payment-gateway'), '--data', folder.paymentGateway, '--port', ports['payment-gateway'].toString()],
      ...['--secret-key-file', folder.gatewaySecretKey, '--publishable-key-file', folder.gatewayPublishableKey],
      ...['--webhook-url', `${urls.services['command-side']}/payments/webhooks`],
      ...['--webhook-secret-file', folder.webhookSecret, '--webhook-events', webhookEvents.join(',')],
    ],
    env: {},
    stage: 0,
    isReady: () => accepts(ports['payment-gateway']),
  });
  const catcher = (): ServiceDefinition => ({
    name: 'mail-catcher',
    args: [
      ...[mainOf('mail-catcher'), '--data', folder.mails, '--key-file', folder.mailKey],
      ...['--smtp-port', ports['mail-catcher-smtp'].toString(), '--http-port', ports['mail-catcher'].toString()],
    ],
    env: {},
    stage: 0,
    isReady: () => accepts(ports['mail-catcher']),
  });
  /** Whoever names a model file wants that one to serve, and nothing trained. */
  const models = env['RECOMMENDER_MODEL_FILE']
    ? {}
    : { RECOMMENDER_MODELS_DIR: env['RECOMMENDER_MODELS_DIR'] || folder.models };
  const own: Partial<Record<ServiceName, Readonly<Record<string, string>>>> = {
    ui: { HOST: host },
    recommender: models,
  };
  const service = (name: ServiceName): ServiceDefinition => ({
    name,
    args: [...(heapOf[name] ?? []), mainOf(name)],
    env: { ...shared, PORT: ports[name].toString(), ...own[name] },
    stage: 1,
    isReady: () =>
      answersOk(`http://${name === 'ui' ? reach(host).here : '127.0.0.1'}:${ports[name].toString()}/health/ready`),
  });
  const outside: Readonly<Record<string, boolean>> = {
    'event-store': Boolean(env['EVENT_STORE_URL']),
    'document-store': Boolean(env['READ_MODELS_URL']) && Boolean(env['KEYSTORE_URL']),
    'payment-gateway': Boolean(env['PAYMENT_GATEWAY_URL']),
    'mail-catcher': Boolean(env['SMTP_URL']),
  };
  return serviceNames
    .filter((name) => wanted.includes(name) && outside[name] !== true)
    .map((name) => {
      if (name === 'event-store') return store(name, folder.eventStore);
      if (name === 'document-store') return store(name, folder.documentStore);
      if (name === 'payment-gateway') return gateway();
      if (name === 'mail-catcher') return catcher();
      return service(name);
    });
};
