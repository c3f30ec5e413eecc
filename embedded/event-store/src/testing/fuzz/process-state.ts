import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** What a process holds (Linux). */
export type ProcessState = {
  /** Memory of its own, in megabytes. */
  readonly megabytes: number;
  readonly sockets: number;
  readonly descriptors: number;
};

export const processState = (pid: number): ProcessState => {
  const folder = `/proc/${pid.toString()}`;
  const kilobytes = /RssAnon:\s+(\d+) kB/.exec(readFileSync(`${folder}/status`, 'utf8'))?.[1];
  const descriptors = readdirSync(`${folder}/fd`).flatMap((name) => {
    try {
      return [readlinkSync(`${folder}/fd/${name}`)];
    } catch {
      // It was closed meanwhile.
      return [];
    }
  });
  return {
    megabytes: Number(kilobytes) / 1024,
    sockets: descriptors.filter((target) => target.startsWith('socket:')).length,
    descriptors: descriptors.length,
  };
};
