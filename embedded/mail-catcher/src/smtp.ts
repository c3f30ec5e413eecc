import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import type { MailBox } from './mail-box.js';

/** A mail may have so many bytes, attachments included. */
export const MOST_BYTES = 10 * 1024 * 1024;

const refusal = (code: number, text: string): Error => Object.assign(new Error(text), { responseCode: code });

/** What may go wrong on purpose, so that a sender's retries can be tried. */
export type Dials = { refuseNext: number };

export type RunningSmtp = { readonly port: number; readonly close: () => Promise<void> };

/**
 * Takes mail for anyone from anyone on this machine. A mail is confirmed (250) when it is on the disk, and never delivered.
 *
 * @throws Error naming the port when it is taken
 */
export const startSmtp = async (
  { host, port }: { readonly host: string; readonly port: number },
  box: MailBox,
  dials: Dials,
  now: () => Date,
): Promise<RunningSmtp> => {
  const server = new SMTPServer({
    name: 'mail-catcher',
    banner: 'keeps mail, delivers none',
    authOptional: true,
    // Loopback only: there is nobody to hide from between here and here.
    disabledCommands: ['STARTTLS', 'AUTH'],
    disableReverseLookup: true,
    size: MOST_BYTES,
    onData: (stream, session, callback) => {
      const parts: Buffer[] = [];
      let bytes = 0;
      stream.on('data', (part: Buffer) => {
        bytes += part.length;
        // What is too much is read to its end, as the protocol wants, and not kept.
        if (bytes <= MOST_BYTES) parts.push(part);
      });
      stream.on('end', () => {
        if (bytes > MOST_BYTES) {
          callback(refusal(552, `A mail may have ${MOST_BYTES.toString()} bytes.`));
          return;
        }
        if (dials.refuseNext > 0) {
          dials.refuseNext--;
          callback(refusal(451, 'Refused because a dial says so; try again.'));
          return;
        }
        const { mailFrom, rcptTo } = session.envelope;
        try {
          const from = mailFrom === false ? '' : mailFrom.address;
          const id = box.keep({ from, to: rcptTo.map(({ address }) => address) }, Buffer.concat(parts), now());
          callback(null, `kept as ${id}`);
        } catch (error) {
          callback(refusal(452, `not kept: ${error instanceof Error ? error.message : String(error)}`));
        }
      });
    },
  });
  // A client that vanishes is its own affair.
  server.on('error', () => undefined);
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        error.code === 'EADDRINUSE'
          ? new Error(`port ${port.toString()} on ${host} is taken; choose another with --smtp-port`)
          : error,
      );
    });
    server.listen(port, host, () => {
      resolve();
    });
  });
  // A server that listens on host and port answers with an address object; a string is for pipes.
  const address = server.server.address() as AddressInfo;
  return {
    port: address.port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
      }),
  };
};
