import { expect } from 'chai';
import { readLogLine, toJson, toText, type LogLine } from './log-lines.js';

const now = '2026-01-01T00:00:00.000Z';
const read = (line: unknown, stream: 'out' | 'error' = 'out'): LogLine =>
  readLogLine('projections', typeof line === 'string' ? line : JSON.stringify(line), stream, now);
const time = '2026-01-01T12:00:00.000Z';

describe('a line that a service wrote', () => {
  it('is read as a line of log, without what every line says', () => {
    expect(read({ level: 40, time, msg: 'late', service: 'x', pid: 1, hostname: 'h', behind: 7 })).to.deep.equal({
      ...{ service: 'projections', level: 'warn', time, msg: 'late', more: { behind: 7 }, plain: false },
    });
  });

  it('keeps a level by name, and stands in for what is missing', () => {
    expect(read({ level: 'fatal' })).to.include({ level: 'fatal', time: now, msg: '' });
    expect(read({ msg: 'hello' })).to.include({ level: 'info', msg: 'hello' });
  });

  it('is plain text where it is no log: an error where it stands on standard error', () => {
    for (const line of ['hello', '"hello"', '7', 'null', '[1]', '{"cut":', '']) {
      expect(read(line), line).to.include({ msg: line, level: 'info', plain: true });
      expect(read(line, 'error'), line).to.include({ msg: line, level: 'error', plain: true });
    }
  });

  it('is one JSON object for machines', () => {
    expect(JSON.parse(toJson(read({ level: 50, time, msg: 'broken', code: 'E1' })))).to.deep.equal({
      ...{ level: 'error', time, service: 'projections', code: 'E1', msg: 'broken' },
    });
  });
});

describe('a line for a person', () => {
  const told = (line: unknown, colour = false): string =>
    toText(read(line), colour).replace(/^\d\d:\d\d:\d\d/, 'CLOCK');

  it('says when, who, what and the facts', () => {
    expect(
      told({ level: 30, time, msg: 'ready', port: 8080, url: 'http://x', words: 'two words', fresh: true }),
    ).to.equal('CLOCK projections    ready port=8080 url=http://x words="two words" fresh=true');
  });

  it('names a level that matters, and the message of an error', () => {
    expect(told({ level: 40, time, msg: 'late', err: { message: 'no answer', stack: 'long' } })).to.equal(
      'CLOCK projections    warn: late err=no answer',
    );
  });

  it('leaves out what only machines read', () => {
    expect(
      told({ level: 30, time, msg: 'done', correlationId: 'c1', body: { a: 1 }, nothing: null, empty: '' }),
    ).to.equal('CLOCK projections    done');
  });

  it('is plain text as it stands', () => {
    expect(told('  Sign in as admin')).to.equal('  Sign in as admin');
  });

  it('shows a time that it cannot read as it stands', () => {
    expect(toText(read({ time: 'noon', msg: 'x' }), false)).to.match(/^noon projections/);
  });

  it('has colours on a terminal only', () => {
    const line = { level: 50, time, msg: 'broken' };
    expect(told(line)).not.to.contain('\u001b');
    expect(told(line, true)).to.contain('\u001b[31merror: broken\u001b[0m');
  });
});
