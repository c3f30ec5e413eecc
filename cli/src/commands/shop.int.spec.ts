import { existsSync, readdirSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { join } from 'node:path';
import { expect } from 'chai';
import { z } from 'zod';
import { stillRuns } from '../shop/process-identity.js';
import { readRunFile, type RunFile } from '../shop/run-file.js';
import { begin, program, storefold, type Running } from '../testing/command.js';
import { csvOf } from '../testing/file.js';
import { testFolder } from '../testing/folder.js';

const findingsShape = z.object({
  findings: z.array(z.object({ check: z.string(), state: z.enum(['well', 'note', 'problem']), says: z.string() })),
});
const examine = async (data: string) => {
  const { code, out } = await storefold('doctor', '--json', '--data', data);
  const { findings } = findingsShape.parse(JSON.parse(out));
  return { code, states: Object.fromEntries(findings.map(({ check, state }) => [check, state])), findings };
};
const stillRunning = ({ pids, pidsBegan }: RunFile): readonly string[] =>
  Object.entries(pids).flatMap(([name, pid]) => (stillRuns(pid, pidsBegan[name] ?? '') ? [name] : []));
const begun = (data: string, ...args: readonly string[]): Running =>
  begin(process.execPath, [program, ...args, '--data', data]);
/** Whatever an assertion that failed has left running. */
const endAll = (data: string): void => {
  const run = readRunFile(data);
  if (run)
    for (const [name, pid] of Object.entries(run.pids))
      if (stillRunning(run).includes(name)) process.kill(pid, 'SIGKILL');
};

describe('a shop that runs', function () {
  this.timeout(60_000);
  const folder = testFolder();
  const data = join(folder.path, 'var');
  let shop: Running;
  before(async () => {
    shop = begun(data, 'start', '--empty', '--json', '--port', '0', '--internal-ports', 'auto');
    await shop.says(/"service":"storefold"[^\n]*"msg":"ready"/);
  });
  after(async () => {
    shop.child.kill('SIGKILL');
    await shop.ended;
    endAll(data);
    folder.remove();
  });

  it('is found well by the doctor', async () => {
    const { code, states } = await examine(data);
    expect(Object.entries(states).filter(([, state]) => state === 'problem')).to.deep.equal([]);
    expect(code).to.equal(0);
    expect(Object.keys(states)).to.include.members(['node', 'data folder', 'disk', 'master key', 'session key']);
    expect(Object.keys(states)).to.include.members(['event store', 'read models', 'command-side', 'ui']);
  });

  it('is imported into while it is open', async () => {
    const file = folder.file('trade.csv', csvOf({}, { invoice: '500002', customer: '' }));
    const { code, out, err } = await storefold('import', 'online-retail', file, '--data', data, '--json');
    expect(code, err).to.equal(0);
    expect(JSON.parse(out)).to.have.nested.property('orders', 2);
    expect(JSON.parse(out)).to.have.nested.property('seconds.readModels').that.is.a('number');
  });

  it('holds its folder: a second start says so, and the first goes on', async () => {
    const { code, err } = await storefold('start', '--data', data, '--port', '0', '--internal-ports', 'auto');
    expect(code).to.equal(1);
    expect(err).to.match(
      /^storefold: the data folder .* is in use by process \d+; stop that one \(Ctrl-C\), or name another folder with --data\n$/,
    );
    expect((await examine(data)).code).to.equal(0);
  });

  it('gives a member of staff a new password, and nobody else', async () => {
    const { code, out } = await storefold('staff', 'reset-password', 'admin', '--data', data, '--json');
    expect(code).to.equal(0);
    expect(JSON.parse(out)).to.have.property('login', 'admin');
    expect(JSON.parse(out))
      .to.have.property('password')
      .that.matches(/.{12,}/);
    const nobody = await storefold('staff', 'reset-password', 'nobody', '--data', data);
    expect(nobody).to.include({ code: 1, err: 'storefold: nobody on the staff has the login nobody\n' });
  });

  it('tells of its read models, makes one anew, proves it, and goes back', async () => {
    const run = async (...args: readonly string[]) => {
      const { code, out, err } = await storefold(...args, '--data', data);
      return { code, text: `${out}${err}` };
    };
    const listed = await run('projections', 'list');
    expect(listed.text).to.match(/orders +4 +orders +live +\d/);
    expect((await run('projections', 'rebuild', 'orders')).text).to.match(/orders: orders@\S+ is live/);
    expect((await run('projections', 'status', 'orders')).text).to.match(/orders +4 +orders@\S+ +live/);
    expect((await run('projections', 'verify', 'orders')).text).to.match(
      /orders: proven: 2 documents against \d+ events, 0 wrong/,
    );
    expect((await run('projections', 'show', 'orders', '500002')).text).to.match(/orderNumber +OrderPlaced +\d+/);
    expect((await run('projections', 'rollback', 'orders')).text).to.contain('readers of orders are given orders\n');
    expect((await run('projections', 'pause', 'orders')).code).to.equal(0);
    expect((await run('projections', 'list')).text).to.contain('live, paused');
    expect((await run('projections', 'resume', 'orders')).code).to.equal(0);
    expect((await run('dead-letters', 'list')).text).to.contain('no events wait');
  });

  it('names what is asked for and not there', async () => {
    const unknown = await storefold('projections', 'rebuild', 'goods', '--data', data);
    expect(unknown).to.deep.include({ code: 1 });
    expect(unknown.err).to.contain('no view is called "goods"; there are products, ');
    const letter = await storefold('dead-letters', 'retry', 'none', '--data', data);
    expect(letter.err).to.contain('no dead letter is called "none"');
    const nothing = await storefold('projections', 'verify', '--data', data);
    expect(nothing.err).to.contain('name a view, or say --all');
  });

  it('stops all of its processes when it is told to, however impatiently', async () => {
    const run = readRunFile(data);
    if (!run) throw new Error('no run.json');
    expect(stillRunning(run)).to.have.length(9);
    shop.child.kill('SIGTERM');
    await shop.says(/"service":"storefold"[^\n]*"msg":"stopping"/);
    shop.child.kill('SIGTERM');
    shop.child.kill('SIGINT');
    expect((await shop.ended).code).to.equal(0);
    expect(stillRunning(run)).to.deep.equal([]);
    expect(existsSync(join(data, 'run.json'))).to.equal(false);
    expect(existsSync(join(data, 'start.lock'))).to.equal(false);
  });
});

describe('a shop that does not run', function () {
  this.timeout(60_000);
  const folder = testFolder();
  after(() => {
    folder.remove();
  });

  it('is nothing wrong to the doctor in a folder that is not there yet', async () => {
    const { findings, states } = await examine(join(folder.path, 'none'));
    expect(states).to.include({ 'data folder': 'note', shop: 'note' });
    expect(findings.find(({ check }) => check === 'data folder')?.says).to.match(/the first start makes it$/);
    // The usual ports may be in use on the machine that runs this: nothing else may be wrong.
    expect(findings.filter(({ check, state }) => state === 'problem' && check !== 'ports')).to.deep.equal([]);
    expect(existsSync(join(folder.path, 'none'))).to.equal(false);
  });

  it('is nothing wrong in an empty folder either', async () => {
    const { states } = await examine(folder.path);
    expect(states).to.include({ 'data folder': 'well', 'master key': 'note', shop: 'note' });
    expect(readdirSync(folder.path)).to.deep.equal([]);
  });

  it('misses its master key where the stores hold something', async () => {
    const data = join(folder.path, 'var');
    const file = folder.file('trade.csv', csvOf({}));
    expect(await storefold('import', 'online-retail', file, '--data', data, '--no-wait')).to.include({ code: 0 });
    rmSync(join(data, 'keys', 'master.key'));
    const { code, findings } = await examine(data);
    expect(code).to.equal(1);
    expect(findings.find(({ check }) => check === 'master key')).to.include({ state: 'problem' });
  });

  it('does not start on a port that is taken, says what to do, and leaves nothing behind', async () => {
    const server: Server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    try {
      const { port } = server.address() as AddressInfo;
      const data = join(folder.path, 'other');
      const { code, err } = await storefold(
        'start',
        '--port',
        port.toString(),
        '--internal-ports',
        'auto',
        '--data',
        data,
      );
      expect(code).to.equal(1);
      expect(err).to.equal(
        `storefold: port ${port.toString()} is taken by another program; start the shop on another one with --port, such as --port ${(port + 10).toString()}\n`,
      );
      expect(existsSync(join(data, 'start.lock'))).to.equal(false);
      expect(existsSync(join(data, 'run.json'))).to.equal(false);
    } finally {
      server.close();
    }
  });

  it('cannot be where a file is: it is said', async () => {
    const data = join(folder.file('occupied', ''), 'var');
    for (const command of [
      ['start', '--port', '0', '--internal-ports', 'auto'],
      ['import', 'online-retail', folder.file('t.csv', csvOf({}))],
    ]) {
      const { code, err } = await storefold(...command, '--data', data);
      expect(code).to.equal(1);
      expect(err).to.match(
        /storefold: the data folder .* cannot be written \(ENOTDIR.*; change its permissions, or name another with --data\n$/,
      );
    }
  });

  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    it(`does not keep stores of an import that ${signal} stops while it starts them`, async () => {
      const data = join(folder.path, signal);
      const running = begun(data, 'import', 'online-retail', folder.file('trade.csv', csvOf({})));
      let run: RunFile | undefined;
      // The stores are started and the import has not begun: its first progress comes later.
      while (!run) {
        await new Promise((resolve) => setImmediate(resolve));
        const seen = readRunFile(data);
        if (seen?.pids['event-store'] !== undefined) run = seen;
      }
      running.child.kill(signal);
      const { code, err } = await running.ended;
      expect(code).to.equal(1);
      expect(err)
        .to.contain(`stopped by ${signal}; the same command goes on from here`)
        .and.not.to.contain('importing, rows');
      expect(stillRunning(run)).to.deep.equal([]);
      expect(existsSync(join(data, 'start.lock'))).to.equal(false);
    });
});
