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
