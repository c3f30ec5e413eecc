import { createHmac } from 'node:crypto';

/**
 * The header under which a webhook comes: `t=<seconds>,v1=<hex>`, an HMAC-SHA256 of `<seconds>.<body>` under the endpoint's
 * secret, as docs.stripe.com/webhooks/signatures has it.
 */
export const signatureOf = (secret: string, seconds: number, body: string): string =>
  `t=${seconds.toString()},v1=${createHmac('sha256', secret).update(`${seconds.toString()}.${body}`).digest('hex')}`;
