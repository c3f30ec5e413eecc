import { createHash } from 'node:crypto';
import type { Invoice } from './invoice.js';
import type { Planned } from './plan.js';

/** Currency of the file. */
export const fileCurrency = 'GBP';

/** Names and dates the commands of one invoice. A digest of its rows is part of every id: another content is another command. */
export type Naming = <Command>(what: string, command: Command) => Planned<Command>;

const digestOf = (invoice: Invoice): string => {
  const hash = createHash('sha256');
  hash.update(`${invoice.number}|${invoice.at}|${invoice.customerId ?? ''}|${invoice.country}`);
  for (const { code, quantity, price, description } of invoice.rows)
    hash.update(`\n${code}|${quantity.toString()}|${price}|${description}`);
  return hash.digest('hex').slice(0, 12);
};

/** What names the commands of one invoice. */
export const naming = (invoice: Invoice): Naming => {
  const digest = digestOf(invoice);
  const { at: occurredAt, number } = invoice;
  const correlationId = `invoice-${number}`;
  return (what, command) => ({
    commandId: `online-retail/${number}/${what}/${digest}`,
    ...{ correlationId, occurredAt, command },
  });
};
