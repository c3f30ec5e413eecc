import { statSync } from 'node:fs';
import type { Logger } from '@storefold/platform';

const LOOK_EACH_MS = 5_000;

/** What stands in a file, read again when the file changes. */
export type Watched<Content> = {
  /** Undefined before it could be read for the first time. */
  readonly content: () => Content | undefined;
  /** Looks at once. */
  readonly look: () => void;
  readonly close: () => void;
};

/**
 * Reads a file now and whenever it is another than before. One that is missing or cannot be read is told once, and what
 * was read before stays in force.
 */
export const watchFile = <Content>(path: string, read: (path: string) => Content, logger: Logger): Watched<Content> => {
  let content: Content | undefined;
  let known: string | undefined;
  const look = (): void => {
    let version = 'missing';
    try {
      const { mtimeMs, size, ino } = statSync(path);
      version = [mtimeMs, size, ino].join();
      if (version === known) return;
      content = read(path);
      logger.info({ path }, 'read a file anew');
    } catch (error) {
      if (version !== known) logger.warn({ path, err: error }, 'a file cannot be used; what was read before stays');
    }
    known = version;
  };
  look();
  const timer = setInterval(look, LOOK_EACH_MS).unref();
  return {
    content: () => content,
    look,
    close: () => {
      clearInterval(timer);
    },
  };
};
