import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { startProcess, temporaryFolder } from './testing/server-process.js';

const root = join(dirname(fileURLToPath(import.meta.url)), '../../..');
const recorded = join(root, '../shared/conformance/event-store.mjs');
const SCENARIOS = 711;

const run = (url: string): Promise<string> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [recorded, url], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
    child.once('close', () => {
      resolve(output);
    });
  });

describe('what the real EventStoreDB answers through the official client', function () {
  // Many of the scenarios wait on purpose for what must not come.
  this.timeout(180_000);

  it(`is answered alike in all ${SCENARIOS.toString()} recorded scenarios`, async function () {
    if (!existsSync(recorded)) {
      process.stdout.write(
        '    skipped: the recorded scenarios are not beside this repository (../shared/conformance)\n',
      );
      this.skip();
    }
    const folder = temporaryFolder();
    const server = await startProcess(folder.path);
    try {
      const output = await run(server.url);
      const [, passed, failed] = /(\d+) passed, (\d+) failed/.exec(output) ?? [];
      expect(Number(failed), output.slice(0, 4_000)).to.equal(0);
      expect(Number(passed)).to.be.at.least(SCENARIOS);
    } finally {
      await server.kill('SIGTERM');
      folder.remove();
    }
  });
});
