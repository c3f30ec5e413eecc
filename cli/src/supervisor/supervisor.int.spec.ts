import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { testFolder } from '../testing/folder.js';
import type { ServiceDefinition } from './service-definition.js';
import type { Change } from './service-process.js';
import { Supervisor } from './supervisor.js';

describe('services, each its own process', function () {
  this.timeout(30_000);
  const folder = testFolder();
  const running: Supervisor[] = [];
  afterEach(async () => {
    await Promise.all(running.splice(0).map((supervisor) => supervisor.stop()));
  });
  after(() => {
    folder.remove();
  });

  const path = (name: string): string => join(folder.path, name);
  /** Writes its name down when it begins and when it is told to stop; ready when it says so by a file. */
  const service = (name: string, stage: number, script = ''): ServiceDefinition => ({
    ...{ name, stage, env: { DIARY: path('diary'), READY: path(`${name}.ready`), NAME: name } },
    args: [
      '-e',
      `const { appendFileSync, writeFileSync } = require('node:fs');
       const note = (what) => appendFileSync(process.env.DIARY, what + ' ' + process.env.NAME + '\\n');
       note('began');
       ${script}
       process.on('SIGTERM', () => { note('stopped'); process.exit(0); });
       writeFileSync(process.env.READY, '');
       setInterval(() => {}, 1000);`,
    ],
    isReady: () => Promise.resolve(existsSync(path(`${name}.ready`))),
  });
  const diary = (): readonly string[] => readFileSync(path('diary'), 'utf8').trim().split('\n');
  const supervise = (services: readonly ServiceDefinition[], changes: string[] = [], lines: string[] = []) => {
    writeFileSync(path('diary'), '');
    const tell = (change: Change) =>
      change.kind === 'began' ? 'began' : `ended (${change.how})${change.againInMs === undefined ? '' : ', again'}`;
    const supervisor = new Supervisor(services, {
      onLine: (name, line) => lines.push(`${name}: ${line}`),
      onChange: (name, change) => changes.push(`${name} ${tell(change)}`),
    });
    running.push(supervisor);
    return supervisor;
  };

  it('begin stage by stage, and stop in the opposite order', async () => {
    const stages: number[] = [];
    const supervisor = supervise([service('shop', 1), service('store', 0)]);
    await supervisor.start((stage) => {
      stages.push(stage);
      return Promise.resolve();
    });
    expect(stages).to.deep.equal([0, 1]);
    expect(supervisor.awaited()).to.deep.equal([]);
    expect(Object.keys(supervisor.pids()).sort()).to.deep.equal(['shop', 'store']);
    await Promise.all([supervisor.stop(), supervisor.stop()]);
    expect(diary()).to.deep.equal(['began store', 'began shop', 'stopped shop', 'stopped store']);
    expect(supervisor.pids()).to.deep.equal({});
  });

  it('are started again when they end by themselves', async () => {
    const changes: string[] = [];
    const once = `if (!require('node:fs').existsSync(process.env.READY + '.2')) {
      writeFileSync(process.env.READY + '.2', '');
      process.exit(3);
    }`;
    const supervisor = supervise([service('weak', 0, once)], changes);
    await supervisor.start();
    expect(changes).to.deep.equal(['weak began', 'weak ended (exit code 3), again', 'weak began']);
  });

  it('are given up when they end again and again before they were ready, with their last words', async () => {
    const changes: string[] = [];
    const lines: string[] = [];
    const broken = `console.log(JSON.stringify({ msg: 'PORT is missing' })); process.exit(1);`;
    const supervisor = supervise([service('broken', 0, broken), service('later', 1)], changes, lines);
    const failure = await supervisor.start().then(
      () => 'it started',
      (error: unknown) => String(error),
    );
    expect(failure).to.equal('Error: broken does not start (exit code 1): PORT is missing');
    expect(changes.filter((change) => change === 'broken began')).to.have.length(5);
    expect(changes.at(-1)).to.equal('broken ended (exit code 1)');
    expect(lines).to.include('broken: {"msg":"PORT is missing"}');
    expect(diary()).not.to.include('began later');
  });

  it('do not begin once they were told to stop', async () => {
    const supervisor = supervise([service('first', 0), service('second', 1)]);
    await supervisor.start((stage) => (stage === 0 ? supervisor.stop() : Promise.resolve()));
    expect(diary()).to.deep.equal(['began first', 'stopped first']);
  });
});
