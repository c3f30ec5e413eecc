import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { PassThrough, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { CsvSplitter, type CsvEntry } from './csv-splitter.js';

/** A file that cannot be read as what it says it is; the message says what it should be. */
export class UnreadableFile extends Error {
  override readonly name = 'UnreadableFile';
}

const messages: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'you may not read it; look at its permissions',
  EISDIR: 'it is a folder; name a .csv or .csv.gz file in it',
};

const unreadable = (path: string, error: unknown): UnreadableFile => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code.startsWith('Z_'))
    return new UnreadableFile(`${path} is damaged or cut short: it does not unzip to its end; fetch it again`);
  const told = messages[code] ?? (error instanceof Error ? error.message : String(error));
  return new UnreadableFile(`${path} cannot be read: ${told}`);
};

/** Whether the file is gzip, by its first bytes. @throws UnreadableFile when it is not what its name says */
const isGzip = async (path: string): Promise<boolean> => {
  const start = Buffer.alloc(4);
  let length = 0;
  try {
    const file = await open(path, 'r');
    try {
      length = (await file.read(start, 0, 4, 0)).bytesRead;
    } finally {
      await file.close();
    }
  } catch (error) {
    throw unreadable(path, error);
  }
  if (length === 0) throw new UnreadableFile(`${path} is empty; expected a CSV file with a header line`);
  if (start[0] === 0x1f && start[1] === 0x8b) return true;
  if (path.toLowerCase().endsWith('.gz'))
    throw new UnreadableFile(`${path} is named .gz but is not gzip; give the plain file its .csv name, or zip it`);
  if (start.subarray(0, 2).toString('latin1') === 'PK')
    throw new UnreadableFile(`${path} is a zip archive or a spreadsheet; save it as CSV (UTF-8) first`);
  if (start.subarray(0, length).includes(0))
    throw new UnreadableFile(`${path} is not text; expected a CSV file in UTF-8`);
  return false;
};

/** Feeds a hash on the way. */
const hashing = (hash: Hash): Transform =>
  new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      hash.update(chunk);
      done(null, chunk);
    },
  });

export type CsvFile = {
  /** Records and faults, some thousands at a time. */
  readonly entries: AsyncGenerator<readonly CsvEntry[]>;
  /** SHA-256 of the file's bytes in hexadecimal; to be asked when all entries were taken. */
  readonly digest: () => string;
};

/**
 * Opens a CSV file, zipped or not, by what it holds.
 *
 * @throws UnreadableFile (here or while reading) when the file is missing, damaged or of another kind
 */
export const openCsv = async (path: string): Promise<CsvFile> => {
  const zipped = await isGzip(path);
  const hash = createHash('sha256');
  return { entries: read(path, zipped, hash), digest: () => hash.digest('hex') };
};

async function* read(path: string, zipped: boolean, hash: Hash): AsyncGenerator<readonly CsvEntry[]> {
  const source = createReadStream(path, { highWaterMark: 256 * 1024 });
  const counted = hashing(hash);
  const text = zipped ? createGunzip({ chunkSize: 256 * 1024 }) : new PassThrough();
  text.setEncoding('utf8');
  // A failure of any part destroys `text` with that error, which the loop below meets.
  pipeline(source, counted, text).catch(() => undefined);
  const splitter = new CsvSplitter();
  try {
    for await (const chunk of text) yield splitter.push(String(chunk));
    yield splitter.end();
  } catch (error) {
    throw unreadable(path, error);
  } finally {
    source.destroy();
  }
}
