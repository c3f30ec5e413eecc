import { readFileSync } from 'node:fs';
import { Command, InvalidArgumentError } from 'commander';
import { startMailCatcher } from './start-mail-catcher.js';

const port = (text: string): number => {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > 65_535) throw new InvalidArgumentError('a port is 0 to 65535.');
  return value;
};
const count = (text: string): number => {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('a whole number from 1.');
  return value;
};

type Given = { data: string; keyFile: string; smtpPort: number; httpPort: number; host: string; most: number };

const say = (level: number, msg: string, more: Readonly<Record<string, unknown>> = {}): void => {
  process.stdout.write(
    `${JSON.stringify({ level, time: new Date().toISOString(), service: 'mail-catcher', ...more, msg })}\n`,
  );
};

const serve = async ({ keyFile, ...options }: Given): Promise<void> => {
  const key = Buffer.from(readFileSync(keyFile, 'utf8').trim(), 'base64');
  const catcher = await startMailCatcher({ ...options, key });
  const { smtpUrl, httpUrl } = catcher;
  say(30, 'ready', { smtpUrl, httpUrl });
  const stop = (): void => {
    void catcher.close().then(() => {
      say(30, 'stopped');
      process.exit(0);
    });
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
};

const program = new Command('mail-catcher')
  .description('Keeps the mail it is sent and shows it; delivers none. For one machine.')
  .requiredOption('--data <folder>', 'where the mails are kept')
  .requiredOption('--key-file <file>', '32 bytes in base64, under which they lie on the disk')
  .option('--smtp-port <port>', 'where mail is sent to; 0 takes a free one', port, 1025)
  .option('--http-port <port>', 'where it is shown; 0 takes a free one', port, 8025)
  .option('--host <host>', 'an address of this machine alone', '127.0.0.1')
  .option('--most <mails>', 'so many are kept, the newest', count, 10_000)
  .action(serve);

try {
  await program.parseAsync();
} catch (error) {
  say(60, error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
