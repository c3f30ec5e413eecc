import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startHttp } from './http.js';
import { MailBox } from './mail-box.js';
import { startSmtp, type Dials } from './smtp.js';

export type MailCatcherOptions = {
  /** Folder of the mails; made where there is none. */
  readonly data: string;
  /** 32 bytes, under which the mails lie on the disk. */
  readonly key: Buffer;
  /** 0 asks for a free one. @default 1025 */
  readonly smtpPort?: number;
  /** 0 asks for a free one. @default 8025 */
  readonly httpPort?: number;
  /** @default 127.0.0.1 */
  readonly host?: string;
  /** So many mails are kept. @default 10000 */
  readonly most?: number;
  /** @default the system's clock */
  readonly now?: () => Date;
};
export type MailCatcher = {
  /** For a sender: `smtp://127.0.0.1:1025`. */
  readonly smtpUrl: string;
  /** For people and programs: `http://127.0.0.1:8025`. */
  readonly httpUrl: string;
  readonly close: () => Promise<void>;
};

const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost']);

/** Whether the process that wrote the lock still runs. */
const holderOf = (lock: string): number | undefined => {
  const pid = Number(readFileSync(lock, 'utf8'));
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return undefined;
  try {
    process.kill(pid, 0);
    return pid;
  } catch {
    return undefined;
  }
};

/** One process per folder. @throws Error naming the other's process id */
const lockFolder = (data: string): (() => void) => {
  mkdirSync(data, { recursive: true, mode: 0o700 });
  const lock = join(data, 'lock');
  if (existsSync(lock)) {
    const holder = holderOf(lock);
    if (holder !== undefined)
      throw new Error(
        `process ${holder.toString()} serves ${data} already; end it, or name another folder with --data`,
      );
    rmSync(lock, { force: true });
  }
  const fd = openSync(lock, 'wx', 0o600);
  writeFileSync(fd, process.pid.toString());
  closeSync(fd);
  return () => {
    rmSync(lock, { force: true });
  };
};

/**
 * Starts a mail server that keeps what it is sent and delivers nothing.
 *
 * @throws Error with a sentence when the folder is in use, a port is taken, or the host is not this machine alone
 */
export const startMailCatcher = async (options: MailCatcherOptions): Promise<MailCatcher> => {
  const { data, key, smtpPort = 1025, httpPort = 8025, host = '127.0.0.1', most = 10_000 } = options;
  if (!LOOPBACK.has(host))
    throw new Error(
      `${host} can be reached by others: the mail catcher is for one machine. Name your mail server in SMTP_URL instead`,
    );
  if (key.length !== 32) throw new Error(`the key has ${key.length.toString()} bytes; it needs 32`);
  const unlock = lockFolder(data);
  const dials: Dials = { refuseNext: 0 };
  try {
    const box = new MailBox(join(data, 'mails'), key, most);
    const smtp = await startSmtp({ host, port: smtpPort }, box, dials, options.now ?? (() => new Date()));
    try {
      const http = await startHttp({ host, port: httpPort }, box, dials);
      return {
        smtpUrl: `smtp://${host}:${smtp.port.toString()}`,
        httpUrl: `http://${host}:${http.port.toString()}`,
        close: async () => {
          await smtp.close();
          await http.close();
          unlock();
        },
      };
    } catch (error) {
      await smtp.close();
      throw error;
    }
  } catch (error) {
    unlock();
    throw error;
  }
};
