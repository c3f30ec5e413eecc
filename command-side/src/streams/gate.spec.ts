import { expect } from 'chai';
import { Gate } from './gate.js';

describe('a gate', () => {
  it('lets so many through at a time, in the order they came', async () => {
    const gate = new Gate(2);
    const begun: number[] = [];
    let [inside, most] = [0, 0];
    const pass = (index: number) =>
      gate.pass(async () => {
        begun.push(index);
        most = Math.max(most, ++inside);
        await new Promise((resolve) => setImmediate(resolve));
        inside--;
      });
    const many = Array.from({ length: 2_500 }, (_, index) => index);
    await Promise.all(many.map(pass));
    expect(most).to.equal(2);
    expect(begun).to.deep.equal(many);
  });
  it('lets the next one in after a failure', async () => {
    const gate = new Gate(1);
    const failed = gate.pass(() => Promise.reject(new Error('no'))).catch(() => 'failed');
    const next = gate.pass(() => Promise.resolve('in'));
    expect(await Promise.all([failed, next])).to.deep.equal(['failed', 'in']);
  });
});
