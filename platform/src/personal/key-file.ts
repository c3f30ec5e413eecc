import { readFileSync } from 'node:fs';

/**
 * Reads a 256-bit key from a file that holds it in base64.
 *
 * @throws Error saying how to make one when the file is missing or holds anything else
 */
export const readKeyFile = (path: string): Buffer => {
  const advice = `make one with: openssl rand -base64 32 > ${path}`;
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new Error(`the key file ${path} cannot be read; ${advice}`, { cause: error });
  }
  const key = Buffer.from(text.trim(), 'base64');
  if (key.length !== 32) throw new Error(`the key file ${path} does not hold 32 bytes in base64; ${advice}`);
  return key;
};

/**
 * Reads a secret that is a text, such as a gateway's key, from a file that holds nothing else.
 *
 * @throws Error naming the file when it is missing or empty
 */
export const readTextFile = (path: string): string => {
  let text: string;
  try {
    text = readFileSync(path, 'utf8').trim();
  } catch (error) {
    throw new Error(`the file ${path}, which should hold a secret, cannot be read`, { cause: error });
  }
  if (text === '') throw new Error(`the file ${path}, which should hold a secret, is empty`);
  return text;
};
