import { spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';

const service = fileURLToPath(new URL('./testing/talkative-service.js', import.meta.url));
/** More than a pipe of Linux holds is written within this time. */
const PIPE_FULL_MS = 400;

/** Runs a service, lets something happen to the pipe of its log, and gives how it ended after a SIGTERM. */
const endOf = async (
  happens: (log: Readable) => void,
): Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null; readonly ms: number }> => {
  const child = spawn(process.execPath, [service], { stdio: ['ignore', 'pipe', 'inherit'] });
  await new Promise((resolve) => child.stdout.once('data', resolve));
  happens(child.stdout);
  await sleep(PIPE_FULL_MS);
  const before = performance.now();
  child.kill('SIGTERM');
  const late = setTimeout(() => child.kill('SIGKILL'), 8_000);
  const ended = await new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) =>
    child.once('exit', (code, signal) => {
      resolve({ code, signal });
    }),
  );
  clearTimeout(late);
  return { ...ended, ms: performance.now() - before };
};

describe('a service that is told to stop', function () {
  this.timeout(20_000);

  it('ends in order, its last line told', async () => {
    let told = '';
    const { code } = await endOf((log) => log.on('data', (chunk: Buffer) => (told += chunk.toString())));
    expect(code).to.equal(0);
    expect(told.trimEnd().split('\n').at(-1)).to.contain('"msg":"stopped"');
  });
  it('ends in order when whoever read its log is gone', async () => {
    expect((await endOf((log) => log.destroy())).code).to.equal(0);
  });
  it('ends when nobody empties the pipe of its log', async () => {
    const { ms } = await endOf((log) => log.pause());
    expect(ms).to.be.lessThan(6_000);
  });
});
