import { createTransport } from 'nodemailer';
import type { Words } from './letterhead.js';

export type Letter = Words & {
  readonly messageId: string;
  /** An e-mail address, and the name of who reads there where it is known. */
  readonly to: { readonly address: string; readonly name: string };
};
/** The mail server will not have this one, now or later. */
export class Undeliverable extends Error {
  override readonly name = 'Undeliverable';
}
export type PostOffice = {
  /** Resolves when the mail server has taken it. @throws Undeliverable; anything else means: try again */
  readonly send: (letter: Letter) => Promise<void>;
  readonly close: () => void;
};

const statusOf = (error: unknown): number | undefined =>
  error instanceof Error && 'responseCode' in error && typeof error.responseCode === 'number'
    ? error.responseCode
    : undefined;

/**
 * Sends mail through a server.
 *
 * @param url `smtp://` or `smtps://`, with credentials where it wants some
 * @param from the sender, such as `Storefold <orders@shop.example>`
 */
export const smtpPostOffice = (url: string, from: string): PostOffice => {
  // Connections are kept: a mail server that is greeted anew for each mail costs more than the mail.
  const address = new URL(url);
  address.searchParams.set('pool', 'true');
  const transport = createTransport(address.href, { from });
  const [, domain = 'storefold.local'] = /@([\w.-]+)/.exec(from) ?? [];
  return {
    send: async ({ messageId, to, subject, text }) => {
      try {
        // The same message has the same name, should it go out twice: a mailbox shows it once.
        await transport.sendMail({ to, subject, text, messageId: `<${messageId}@${domain}>` });
      } catch (error) {
        const status = statusOf(error);
        if (status !== undefined && status >= 500)
          throw new Undeliverable(`the mail server answered ${status.toString()}`);
        throw error;
      }
    },
    close: () => {
      transport.close();
    },
  };
};
