import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Marks a file of ours, and its form. */
const MAGIC = Buffer.from('SFM1');
const NONCE = 12;
const TAG = 16;

/** A file that was changed, or was sealed with another key. */
export class Unopenable extends Error {
  override readonly name = 'Unopenable';
}

/** The system keeps the name of a new file only when its folder was synced too. */
const syncFolder = (path: string): void => {
  const fd = openSync(path, 'r');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
};

/**
 * Writes a file that only the key opens (AES-256-GCM; its name is authenticated with it). On disk when it returns, whole
 * or not at all.
 *
 * @param key 32 bytes
 */
export const writeSealed = (folder: string, name: string, content: Buffer, key: Buffer): void => {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(name));
  const sealed = Buffer.concat([MAGIC, nonce, cipher.update(content), cipher.final(), cipher.getAuthTag()]);
  const unfinished = join(folder, `${name}.part`);
  const fd = openSync(unfinished, 'w', 0o600);
  try {
    for (let written = 0; written < sealed.length;) written += writeSync(fd, sealed, written);
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
  renameSync(unfinished, join(folder, name));
  syncFolder(dirname(unfinished));
};

/** @throws Unopenable when the file was damaged, renamed, or sealed with another key */
export const readSealed = (folder: string, name: string, key: Buffer): Buffer => {
  const bytes = readFileSync(join(folder, name));
  const body = MAGIC.length + NONCE;
  if (bytes.length < body + TAG || !bytes.subarray(0, MAGIC.length).equals(MAGIC))
    throw new Unopenable(`${name} is no mail that this program sealed`);
  const opener = createDecipheriv('aes-256-gcm', key, bytes.subarray(MAGIC.length, body)).setAAD(Buffer.from(name));
  opener.setAuthTag(bytes.subarray(-TAG));
  try {
    return Buffer.concat([opener.update(bytes.subarray(body, -TAG)), opener.final()]);
  } catch {
    throw new Unopenable(`${name} was damaged, or sealed with another key than this one`);
  }
};
