import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The ways in which a text may lie in a file: as it is, in two bytes a letter, in hex, in base64 at each of its three offsets. */
const writings = (text: string): readonly (readonly [string, Buffer])[] => {
  const bytes = Buffer.from(text, 'utf8');
  const base64 = [0, 1, 2].map((before): readonly [string, Buffer] => {
    const padded = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
    // Letters at the ends depend on what stands beside it.
    return [`base64 at ${before.toString()}`, Buffer.from(padded.slice(before === 0 ? 0 : 4, -4), 'latin1')];
  });
  return [
    ['as it is', bytes],
    ['in UTF-16', Buffer.from(text, 'utf16le')],
    ['in hex', Buffer.from(bytes.toString('hex'), 'latin1')],
    ...base64,
  ];
};

export const filesUnder = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

/** Where a text stands in the files of a folder, and how it is written there. */
export const findText = (folder: string, text: string): readonly string[] =>
  filesUnder(folder).flatMap((file) => {
    const bytes = readFileSync(file);
    return writings(text).flatMap(([how, written]) => (bytes.includes(written) ? [`${file} ${how}`] : []));
  });
