import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { startProcess, temporaryFolder, type ServerProcess } from './testing/server-process.js';

const root = join(dirname(fileURLToPath(import.meta.url)), '../../..');
const recorded = join(root, '../shared/conformance/event-store.mjs');

/**
 * Families of scenarios recorded from the real EventStoreDB, and how many of each may differ today: what differs is
 * listed in the package's README. The numbers only ever go down.
 */
const families: readonly { readonly words: string; readonly differing: number }[] = [
  { words: 'append / ', differing: 1 },
  { words: 'append two', differing: 1 },
  { words: 'append, unary', differing: 1 },
  { words: 'append, not', differing: 1 },
  { words: 'read two', differing: 0 },
  { words: 'idempotency', differing: 1 },
];

const run = (url: string, words: string): Promise<string> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [recorded, url, '--only', words], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
    child.once('exit', () => {
      resolve(output);
    });
  });

describe('what the real EventStoreDB answers, scenario by scenario', function () {
  this.timeout(60_000);
  const folder = temporaryFolder();
  let server: ServerProcess | undefined;

  before(async function () {
    if (!existsSync(recorded)) {
      process.stdout.write(
        '    skipped: the recorded scenarios are not beside this repository (../shared/conformance)\n',
      );
      this.skip();
    }
    server = await startProcess(folder.path);
  });
  after(async () => {
    await server?.kill('SIGTERM');
    folder.remove();
  });

  for (const { words, differing } of families) {
    it(`is answered alike: ${words.trim()}`, async () => {
      const output = await run(server?.url ?? '', words);
      const [, passed, failed] = /(\d+) passed, (\d+) failed/.exec(output) ?? [];
      expect(Number(passed), output.slice(0, 500)).to.be.greaterThan(0);
      expect(Number(failed), output.slice(0, 2_000)).to.be.at.most(differing);
    });
  }
});
