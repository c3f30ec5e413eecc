import { knownCurrency } from '@storefold/contracts';
import { documentStoreUrl, eventStoreUrl, filePath, httpEnvironment } from '@storefold/platform';
import { z } from 'zod';

export const contextNames = [
  'inventory',
  'orders',
  'payments',
  'messages',
  'customers',
  'activity',
  'access',
  'processes',
] as const;
export type ContextName = (typeof contextNames)[number];

/** Lines of an address, as they are printed: `12 Market Street; Leeds LS1 1AA`. */
const addressLines = z
  .string()
  .transform((lines) => lines.split(';').map((line) => line.trim()))
  .pipe(z.array(z.string().min(1).max(120)).min(1).max(8));

const isContext = (name: string): name is ContextName => contextNames.some((known) => known === name);

const timeZone = z.string().refine((name) => {
  try {
    new Intl.DateTimeFormat('en-GB', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}, 'expected the IANA name of a time zone, such as Europe/London');

/** The command side's configuration; each key is an environment variable. */
export const commandSideEnvironment = z.object({
  ...httpEnvironment,
  PORT: httpEnvironment.PORT.default(8081),
  EVENT_STORE_URL: eventStoreUrl,
  KEYSTORE_URL: documentStoreUrl,
  MASTER_KEY_FILE: filePath,
  SESSION_KEY_FILE: filePath,
  /** Which contexts this process hosts. @default all */
  CONTEXTS: z
    .string()
    .default(contextNames.join(','))
    .transform((list, issues) => {
      const names = list.split(',').map((name) => name.trim());
      const known = names.filter(isContext);
      if (known.length === 0 || known.length < names.length) {
        issues.addIssue({ code: 'custom', message: `expected some of ${contextNames.join(',')}` });
        return z.NEVER;
      }
      return new Set(known);
    }),
  /** An order that is not confirmed so many minutes after it was placed is cancelled; may be a part of one. */
  CHECKOUT_MINUTES: z.coerce.number().positive().max(10_080).default(30),
  /** A cart that nobody touched for so many hours is abandoned; may be a part of one. */
  CART_ABANDONED_AFTER: z.coerce.number().positive().max(8_760).default(24),
  /** For so many days after it arrived (or was sent, where nobody heard of its arrival) a shopper may ask to send it back. */
  RETURN_WINDOW_DAYS: z.coerce.number().positive().max(3_650).default(30),
  /** Where cards are charged: `https://api.stripe.com`, or what speaks its API. Without it the shop takes no cards. */
  PAYMENT_GATEWAY_URL: z.url({ protocol: /^https?$/ }).optional(),
  /** Holds the gateway's secret key, `sk_…`. */
  PAYMENT_SECRET_KEY_FILE: filePath.optional(),
  /** Holds the secret under which the gateway signs its webhooks, `whsec_…`. */
  PAYMENT_WEBHOOK_SECRET_FILE: filePath.optional(),
  /** The mail server, `smtp://` or `smtps://`, with credentials where it wants some. Without it the shop sends no mail. */
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  /** As whom mail is sent. */
  MAIL_FROM: z.string().min(3).max(200).default('Storefold <orders@storefold.local>'),
  /** Who is told of low stock; nobody is where it is not set. */
  SHOPKEEPER_EMAIL: z.email().optional(),
  SHOP_NAME: z.string().min(1).max(100).default('Storefold'),
  SHOP_CURRENCY: knownCurrency.default('GBP'),
  SHOP_TIME_ZONE: timeZone.default('Europe/London'),
  /** As whom invoices are issued. @default the shop's name */
  SELLER_NAME: z.string().trim().min(1).max(100).optional(),
  /** The seller's address, its lines parted by semicolons; the default is a sample's. */
  SELLER_ADDRESS: addressLines.prefault('1 Sample Street; London EC1A 1AA; United Kingdom'),
  /** The number under which the seller pays tax, printed as it is; the default is a sample's. Empty: none is printed. */
  SELLER_TAX_NUMBER: z.string().trim().max(40).default('GB 999 9999 73'),
  /** How many years after its own an invoice is kept readable: then nobody can tell any more whom it was made out to. */
  INVOICE_YEARS: z.coerce.number().int().min(1).max(100).default(10),
  /** Where people reach the shop; told to the first administrator. */
  PUBLIC_URL: z.url().default('http://localhost:8080'),
  /** `true` where the shop is reached by https only: cookies are then never sent in the clear. */
  SECURE_COOKIES: z.enum(['true', 'false']).default('false'),
  /** How many states are kept in memory, counted as small ones. */
  CACHE_SIZE: z.coerce.number().int().min(100).default(20_000),
});
export type CommandSideConfig = z.infer<typeof commandSideEnvironment>;
