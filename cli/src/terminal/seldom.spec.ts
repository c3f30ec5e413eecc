import { expect } from 'chai';
import { seldom } from './seldom.js';

describe('the log of a command that somebody watches', () => {
  it('tells a message once in five seconds, others at once', () => {
    const lines: string[] = [];
    let now = Date.UTC(2026, 0, 1);
    const log = seldom(
      'import',
      (text) => lines.push(text),
      () => now,
    );
    const say = (msg: string, stream: number) => {
      log.write(`${JSON.stringify({ level: 'warn', msg, stream })}\n`);
    };
    for (let second = 0; second < 12; second++, now += 1_000) {
      say('no answer', second);
      if (second === 3) say('trying again', second);
    }
    expect(lines.map((line) => line.replace(/^\S+ import +/, ''))).to.deep.equal([
      'warn: no answer stream=0\n',
      'warn: trying again stream=3\n',
      'warn: no answer stream=5\n',
      'warn: no answer stream=10\n',
    ]);
  });
});
