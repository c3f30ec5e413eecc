import { expect } from 'chai';
import { atMost } from './at-most.js';

const never = new Promise<never>(() => undefined);

describe('waiting at most so long', () => {
  it('ends with the work where that is done before', async () => {
    const begun = performance.now();
    await atMost(Promise.resolve(), 10_000);
    expect(performance.now() - begun).to.be.below(5_000);
  });
  it('ends without it where it is not', async () => {
    await atMost(never, 1);
  });
  it('tells how the work failed by then', async () => {
    const failed = await atMost(Promise.reject(new Error('broken')), 10_000).catch((error: unknown) => error);
    expect(failed).to.be.instanceOf(Error).with.property('message', 'broken');
  });
});
