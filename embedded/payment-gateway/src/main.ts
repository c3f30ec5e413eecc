import { readFileSync } from 'node:fs';
import { Command, InvalidArgumentError } from 'commander';
import { startPaymentGateway } from './start-payment-gateway.js';

const port = (text: string): number => {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > 65_535) throw new InvalidArgumentError('a port is 0 to 65535.');
  return value;
};

type Given = {
  data: string;
  secretKeyFile: string;
  publishableKeyFile: string;
  webhookUrl?: string;
  webhookSecretFile?: string;
  webhookEvents?: string;
  port: number;
  host: string;
  publicUrl?: string;
};

const say = (level: number, msg: string, more: Readonly<Record<string, unknown>> = {}): void => {
  process.stdout.write(
    `${JSON.stringify({ level, time: new Date().toISOString(), service: 'payment-gateway', ...more, msg })}\n`,
  );
};
const textIn = (file: string): string => readFileSync(file, 'utf8').trim();

const webhookOf = ({ webhookUrl, webhookSecretFile, webhookEvents }: Given) => {
  if (webhookUrl === undefined && webhookSecretFile === undefined) return undefined;
  if (webhookUrl === undefined || webhookSecretFile === undefined)
    throw new Error('--webhook-url and --webhook-secret-file go together; give both or none');
  return { url: webhookUrl, secret: textIn(webhookSecretFile), events: webhookEvents?.split(',') };
};

const serve = async (given: Given): Promise<void> => {
  const gateway = await startPaymentGateway({
    ...{ dataDir: given.data, port: given.port, host: given.host, publicUrl: given.publicUrl },
    secretKey: textIn(given.secretKeyFile),
    publishableKey: textIn(given.publishableKeyFile),
    webhook: webhookOf(given),
    log: (message, more) => {
      say(40, message, more);
    },
  });
  say(30, 'ready', { url: gateway.url });
  const stop = (): void => {
    void gateway.close().then(() => {
      say(30, 'stopped');
      process.exit(0);
    });
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
};

const program = new Command('payment-gateway')
  .description("Speaks a part of Stripe's API and moves no money. For one machine.")
  .requiredOption('--data <folder>', 'where its books are kept')
  .requiredOption('--secret-key-file <file>', 'the key of the shop, sk_test_…')
  .requiredOption('--publishable-key-file <file>', 'the key that browsers have, pk_test_…')
  .option('--webhook-url <url>', 'an endpoint that is told what happens')
  .option('--webhook-events <types>', 'of which types it is told, with commas between them (default: of all)')
  .option('--webhook-secret-file <file>', 'the secret under which it is told')
  .option('--port <port>', 'where it listens; 0 takes a free one', port, 12_111)
  .option('--host <host>', 'an address of this machine alone', '127.0.0.1')
  .option('--public-url <url>', 'where browsers reach it, when it is not where it listens')
  .action(serve);

try {
  await program.parseAsync();
} catch (error) {
  say(60, error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
