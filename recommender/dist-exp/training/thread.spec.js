import { expect } from 'chai';
import { inThread, TrainingFailed } from './thread.js';
const script = (code) => new URL(`data:text/javascript,${encodeURIComponent(code)}`);
const limits = { timeoutMs: 20_000, memoryMb: 64 };
const failureOf = async (work) => {
    try {
        await work;
    }
    catch (error) {
        expect(error).to.be.instanceOf(TrainingFailed);
        return String(error);
    }
    throw new Error('it did not fail');
};
describe('a training thread', function () {
    this.timeout(60_000);
    it('answers with its result, and tells how far it is', async () => {
        const told = [];
        const code = `import { parentPort, workerData } from 'node:worker_threads';
      parentPort.postMessage({ kind: 'progress', what: 'half' });
      parentPort.postMessage({ kind: 'done', result: workerData + 1 });`;
        expect(await inThread(script(code), 41, limits, (what) => told.push(what))).to.equal(42);
        expect(told).to.deep.equal(['half']);
    });
    it('that needs too much memory ends, says so, and takes nobody with it', async () => {
        const code = `const all = []; for (;;) all.push(Array.from({ length: 1000 }, (_, at) => ({ at })));`;
        expect(await failureOf(inThread(script(code), null, limits))).to.contain('more than 64 MB of memory');
    });
    it('that takes too long, throws, or ends without a word is told from one another', async () => {
        const forever = script('for (;;);');
        expect(await failureOf(inThread(forever, null, { ...limits, timeoutMs: 50 }))).to.contain('longer than 0.05 s');
        expect(await failureOf(inThread(script(`throw new Error('no mugs')`), null, limits))).to.contain('no mugs');
        expect(await failureOf(inThread(script(''), null, limits))).to.contain('ended with code 0 and no model');
        const stopped = inThread(forever, null, { ...limits, signal: AbortSignal.timeout(50) });
        expect(await failureOf(stopped)).to.contain('was stopped');
    });
});
//# sourceMappingURL=thread.spec.js.map