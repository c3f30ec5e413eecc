import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { begin, program, storefold } from '../testing/command.js';
import { testFolder } from '../testing/folder.js';
import { visits } from '../testing/visits.js';

describe('storefold recommender train', function () {
  this.timeout(60_000);
  const folder = testFolder();
  const file = folder.file('visits.csv', `${['user,item,time', ...visits()].join('\n')}\n`);
  const out = join(folder.path, 'champion.model');
  const sha = () => createHash('sha256').update(readFileSync(out)).digest('hex');
  const train = (...more: readonly string[]) =>
    storefold('recommender', 'train', '--file', file, '--out', out, ...more);
  after(() => {
    folder.remove();
  });

  it('writes a model that names what determined it, the same bytes each time', async () => {
    const { code, out: said, err } = await train();
    expect(code, err).to.equal(0);
    const digest = createHash('sha256').update(readFileSync(file)).digest('hex');
    expect(said)
      .to.include(digest)
      .and.to.match(/up to 1600, seed 1, code version/);
    const first = sha();
    expect((await train()).code).to.equal(0);
    expect(sha()).to.equal(first);
    expect((await storefold('recommender', 'show', out)).out).to.equal(said);
  });

  it('leaves the old model when it is killed or stopped, and nothing half-written', async () => {
    const first = sha();
    const killed = begin(process.execPath, [
      program,
      'recommender',
      'train',
      '--file',
      file,
      '--out',
      out,
      '--seed',
      '2',
    ]);
    await killed.says(/tuning/);
    killed.child.kill('SIGKILL');
    await killed.ended;
    const { code, err } = await train('--seed', '2', '--timeout', '0');
    expect(code).to.equal(1);
    expect(err).to.match(/took longer than 0 s and was stopped; the old model serves on/);
    expect([sha(), existsSync(`${out}.new`)]).to.deep.equal([first, false]);
  });

  it('refuses a damaged model', async () => {
    const bytes = readFileSync(out);
    bytes.writeUInt8(bytes.readUInt8(bytes.length - 9) ^ 1, bytes.length - 9);
    const path = join(folder.path, 'damaged.model');
    writeFileSync(path, bytes);
    const { code, err } = await storefold('recommender', 'show', path);
    expect(code).to.equal(1);
    expect(err).to.match(/damaged\.model: the model file is damaged \(its checksum is another\); train again/);
  });
});
