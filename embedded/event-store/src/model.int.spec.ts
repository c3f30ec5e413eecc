import { expect } from 'chai';
import { agreeWithModel } from './testing/model/against-model.js';
import { temporaryFolder } from './testing/server-process.js';

const STEPS = 1_500;
const RESTARTS = 4;

describe('a store beside a small model of it', function () {
  this.timeout(120_000);

  it(`answers ${STEPS.toLocaleString('en-GB')} random steps as the model does, killed and stopped in between`, async () => {
    const folder = temporaryFolder();
    const seed = Number(process.env['MODEL_SEED'] ?? Date.now() % 1_000_000);
    const report = await agreeWithModel(folder.path, { steps: STEPS, restarts: RESTARTS }, seed);
    folder.remove();
    expect(report.wrong, `MODEL_SEED=${seed.toString()}`).to.deep.equal([]);
    expect(report).to.include({ steps: STEPS, restarts: RESTARTS });
    expect(report.events).to.be.greaterThan(STEPS / 4);
  });
});
