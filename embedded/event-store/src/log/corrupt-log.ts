/** A frame in the log is damaged, or a piece of the log is missing: told with its place, never served. */
export class CorruptLog extends Error {
  override readonly name = 'CorruptLog';
}

export const damagedFrame = (path: string, offset: number, why: string): CorruptLog =>
  new CorruptLog(
    `the frame at offset ${offset.toString()} of ${path} is damaged: ${why}. Nothing after it is served; restore this file from a backup.`,
  );

/** Found by a reader while the server runs: only what it asked for is withheld. */
export const damagedWhileRead = (path: string, offset: number): CorruptLog =>
  new CorruptLog(
    `the frame at offset ${offset.toString()} of ${path} is damaged: its checksum does not match. It is not served; restore this file from a backup.`,
  );
