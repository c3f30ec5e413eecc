import { z } from 'zod';

const url = (protocols: readonly string[], example: string) =>
  z
    .string()
    .refine(
      (value) => protocols.some((protocol) => value.startsWith(`${protocol}://`)),
      `expected a URL such as ${example}`,
    );

/** A TCP port; 0 asks the system for a free one. */
export const port = z.coerce.number().int().min(0).max(65_535);

/** Variables that services share, each to be picked by name: `z.object({ ...httpEnvironment, EVENT_STORE_URL: eventStoreUrl })`. */
export const httpEnvironment = {
  HOST: z.string().default('127.0.0.1'),
  PORT: port,
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
};
export const eventStoreUrl = url(
  ['esdb', 'esdb+discover', 'kurrentdb', 'kurrentdb+discover'],
  'esdb://127.0.0.1:2113?tls=false',
);
export const documentStoreUrl = url(
  ['mongodb', 'mongodb+srv'],
  'mongodb://127.0.0.1:27017/storefold?replicaSet=storefold',
);
export const serviceUrl = url(['http', 'https'], 'http://127.0.0.1:8081');
export const filePath = z.string().min(1);
