import { createWriteStream, existsSync, renameSync, statSync, type WriteStream } from 'node:fs';
import { join } from 'node:path';

/** A file that grew beyond this is put aside at the next start; one older is kept. */
const PUT_ASIDE_BYTES = 20 * 1024 * 1024;

/** Keeps the whole log of each service in a file of its own. */
export class LogFiles {
  readonly #folder: string;
  readonly #streams = new Map<string, WriteStream>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  write(service: string, line: string): void {
    let stream = this.#streams.get(service);
    if (!stream) {
      const path = join(this.#folder, `${service}.log`);
      if (existsSync(path) && statSync(path).size > PUT_ASIDE_BYTES) renameSync(path, `${path}.1`);
      stream = createWriteStream(path, { flags: 'a', mode: 0o600 });
      // A full disk must not end the shop because its log cannot be written.
      stream.on('error', () => undefined);
      this.#streams.set(service, stream);
    }
    stream.write(`${line}\n`);
  }

  async close(): Promise<void> {
    await Promise.all(
      [...this.#streams.values()].map(
        (stream) =>
          new Promise<void>((resolve) => {
            stream.end(resolve);
            stream.once('error', () => {
              resolve();
            });
          }),
      ),
    );
  }
}
