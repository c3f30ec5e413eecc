import { createHmac, randomBytes } from 'node:crypto';

/** Thirty-two letters and digits that nobody takes for one another: 5 bits each. */
const ALPHABET = 'abcdefghijkmnpqrstuvwxyz23456789';
const LETTERS = 20;

/** Writes bytes as a password that can be read out: `k7tq-29xa-mm3e-hw8c-p5rf`, a hundred bits. */
const readable = (bytes: Buffer): string =>
  [...bytes.subarray(0, LETTERS)]
    .map((byte, index) => `${index > 0 && index % 4 === 0 ? '-' : ''}${ALPHABET.charAt(byte % ALPHABET.length)}`)
    .join('');

export const randomPassword = (): string => readable(randomBytes(LETTERS));

/**
 * The password that a command makes for somebody: a function of the command, of whom it is for and of a key that never
 * leaves the server, so that a repeated command answers the same password and nothing readable has to be kept for that.
 *
 * @param whose login or id of the member of staff: one command id used for two of them makes two passwords
 */
export const passwordOf = (key: Buffer, commandId: string, whose: string): string =>
  readable(createHmac('sha256', key).update(`staff-password\0${commandId}\0${whose}`).digest());
