import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto';
import type { Sealed } from '@storefold/contracts';

/** Where a personal field lives: its envelope opens nowhere else. */
export type FieldPlace = { readonly streamId: string; readonly type: string; readonly field: string };

const boundTo = ({ streamId, type, field }: FieldPlace): string => `${streamId}/${type}/${field}`;

/**
 * Seals a personal value: AES-256-GCM, place as additional data. The nonce is HMAC-SHA-256 of event id and place under
 * the data key, so a retried event has identical bytes and no two events share one.
 *
 * @param key 32 bytes, the data key named by `keyId`
 * @param value anything JSON can hold
 */
export const seal = (
  key: Buffer,
  at: FieldPlace & { readonly keyId: string; readonly eventId: string },
  value: unknown,
): Sealed => {
  const bound = boundTo(at);
  const nonce = createHmac('sha256', key).update(`nonce\0${at.eventId}\0${bound}`).digest().subarray(0, 12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(bound));
  const box = Buffer.concat([cipher.update(JSON.stringify(value), 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return { sealed: 1, keyId: at.keyId, bound, nonce: nonce.toString('base64'), box: box.toString('base64') };
};

/**
 * Opens an envelope.
 *
 * @throws Error when it was sealed for another place, under another key, or was changed
 */
export const unseal = (key: Buffer, envelope: Sealed, expected: FieldPlace): unknown => {
  if (envelope.bound !== boundTo(expected))
    throw new Error(`an envelope of ${envelope.bound} does not belong to ${boundTo(expected)}`);
  const box = Buffer.from(envelope.box, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(envelope.nonce, 'base64')).setAAD(
    Buffer.from(envelope.bound),
  );
  decipher.setAuthTag(box.subarray(-16));
  const text = Buffer.concat([decipher.update(box.subarray(0, -16)), decipher.final()]).toString('utf8');
  return JSON.parse(text);
};
