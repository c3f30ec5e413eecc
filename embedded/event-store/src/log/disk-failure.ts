/** The disk has no room. Nothing of the append was kept, reading goes on, and a later append succeeds when there is room. */
export class NoRoom extends Error {
  override readonly name = 'NoRoom';
  readonly path: string;
  readonly code: string;

  constructor(path: string, cause: unknown) {
    const why = messageOf(cause);
    super(`the disk has no room for the event log (${why}); nothing was kept, repeat it when there is room`, { cause });
    this.path = path;
    this.code = codeOf(cause);
  }
}

/**
 * The disk failed. After a failed sync the system may call pages clean that never reached the disk, so neither the file
 * nor a repeated sync can be trusted: nothing more is written until a new process has read the log.
 */
export class DiskFailed extends Error {
  override readonly name = 'DiskFailed';
  readonly path: string;
  readonly code: string;

  constructor(path: string, cause: unknown) {
    const why = messageOf(cause);
    super(`the disk failed under the event log (${why}); what was kept shows after a restart`, { cause });
    this.path = path;
    this.code = codeOf(cause);
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : 'unknown');

/** A full disk, a full quota, a file that may grow no more. */
const NO_ROOM: readonly string[] = ['ENOSPC', 'EDQUOT', 'EFBIG'];

/** Whether the system refused a write for want of room, as opposed to failing at it. */
export const isNoRoom = (error: unknown): boolean => NO_ROOM.includes(codeOf(error));
