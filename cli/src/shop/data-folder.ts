import { randomBytes } from 'node:crypto';
import { accessSync, constants, existsSync, mkdirSync, statfsSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Where a shop on this machine keeps what it has. */
export type DataFolder = {
  readonly root: string;
  readonly eventStore: string;
  readonly documentStore: string;
  readonly paymentGateway: string;
  readonly mails: string;
  /** Models of the recommender; what is lost of them is made anew from the log. */
  readonly models: string;
  readonly logs: string;
  readonly masterKey: string;
  readonly sessionKey: string;
  /** Of the embedded payment gateway: the shop's key, the browsers' key, and what signs its webhooks. */
  readonly gatewaySecretKey: string;
  readonly gatewayPublishableKey: string;
  readonly webhookSecret: string;
  /** Under which caught mails lie on the disk. */
  readonly mailKey: string;
};

/** `--data`, else STOREFOLD_DATA, else `./var`. */
export const dataRoot = (option: string | undefined): string =>
  resolve(option ?? (process.env['STOREFOLD_DATA'] || 'var'));

export const dataFolder = (root: string): DataFolder => ({
  root,
  eventStore: join(root, 'event-store'),
  documentStore: join(root, 'document-store'),
  paymentGateway: join(root, 'payment-gateway'),
  mails: join(root, 'mails'),
  models: join(root, 'models'),
  logs: join(root, 'logs'),
  masterKey: join(root, 'keys', 'master.key'),
  sessionKey: join(root, 'keys', 'session.key'),
  gatewaySecretKey: join(root, 'keys', 'gateway-secret.key'),
  gatewayPublishableKey: join(root, 'keys', 'gateway-publishable.key'),
  webhookSecret: join(root, 'keys', 'gateway-webhook.key'),
  mailKey: join(root, 'keys', 'mail.key'),
});

/** The folder cannot be used; the message says what to do. */
export class UnusableFolder extends Error {
  override readonly name = 'UnusableFolder';
}

/** Below this much room a start would soon end in refused writes. */
const LEAST_FREE_BYTES = 256 * 1024 * 1024;

const reason = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Makes the folders. @throws UnusableFolder when they cannot be made or written, or the disk is nearly full */
export const prepareDataFolder = (folder: DataFolder): void => {
  try {
    for (const path of [folder.eventStore, folder.documentStore, folder.paymentGateway, folder.logs])
      mkdirSync(path, { recursive: true });
    mkdirSync(join(folder.root, 'keys'), { recursive: true, mode: 0o700 });
    accessSync(folder.root, constants.W_OK);
  } catch (error) {
    throw new UnusableFolder(
      `the data folder ${folder.root} cannot be written (${reason(error)}); change its permissions, or name another with --data`,
    );
  }
  const free = freeBytes(folder.root);
  if (free < LEAST_FREE_BYTES)
    throw new UnusableFolder(
      `the disk of ${folder.root} has ${Math.floor(free / 1024 / 1024).toString()} MB left; make room (256 MB at least), or name a folder on another disk with --data`,
    );
};

/** Room left for us on the disk of a path, in bytes. */
export const freeBytes = (path: string): number => {
  const { bavail, bsize } = statfsSync(path);
  return bavail * bsize;
};

/** Makes the shop's keys where there are none; they never leave the folder. */
export const ensureKeys = (folder: DataFolder): void => {
  const key = () => randomBytes(32).toString('base64');
  const named = (prefix: string) => () => prefix + randomBytes(16).toString('hex');
  for (const [path, make] of [
    [folder.masterKey, key],
    [folder.sessionKey, key],
    [folder.mailKey, key],
    [folder.gatewaySecretKey, named('sk_test_')],
    [folder.gatewayPublishableKey, named('pk_test_')],
    [folder.webhookSecret, named('whsec_')],
  ] as const) {
    if (existsSync(path)) continue;
    writeFileSync(path, `${make()}\n`, { mode: 0o600, flag: 'wx' });
  }
};
