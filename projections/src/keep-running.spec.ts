import { createLogger } from '@storefold/platform';
import { expect } from 'chai';
import { MongoNetworkError, MongoServerError } from 'mongodb';
import { z } from 'zod';
import { ForeignLog } from './engine/log-identity.js';
import { AnotherWriter } from './engine/view-writer.js';
import { keepRunning, verdictOf, type Work } from './keep-running.js';

const logLine = z.object({
  level: z.string(),
  msg: z.string(),
  reason: z.string().optional(),
  err: z.object({ message: z.string() }).optional(),
});
const server = (code: number): MongoServerError => new MongoServerError({ message: `code ${code.toString()}`, code });

/** Runs until its tries are used up, each failing or being well as told, and answers what the log says. */
const run = async (
  tries: readonly (Error | 'well')[],
): Promise<{ said: string[]; failures: string[]; left: number }> => {
  const lines: string[] = [];
  const logger = createLogger('spec', 'debug', { write: (line) => lines.push(line) });
  const stop = new AbortController();
  const failures: string[] = [];
  const left = [...tries];
  const begin: Work['begin'] = (well) => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      if (next !== 'well') return Promise.reject(next);
      well();
    }
    stop.abort();
    return Promise.resolve();
  };
  await keepRunning(stop.signal, logger, { begin, failed: (why) => failures.push(why) }, { first: 1, most: 2 });
  const said = lines.map((line) => {
    const { level, reason, err, msg } = logLine.parse(JSON.parse(line));
    return `${level} ${reason ?? err?.message ?? msg.slice(0, 23)}`;
  });
  return { said, failures, left: left.length };
};

describe('what keeps the projections running', () => {
  it('waits for a store, waits for a person, and stops at a defect', () => {
    expect(verdictOf(new MongoNetworkError('away'))).to.equal('wait');
    expect(verdictOf(server(14_031))).to.equal('wait');
    expect(verdictOf(server(13))).to.equal('person');
    expect(verdictOf(new ForeignLog('copied'))).to.equal('person');
    expect(verdictOf(new AnotherWriter('another'))).to.equal('person');
    expect(verdictOf(server(11_000))).to.equal('stop');
    expect(verdictOf(new TypeError('of undefined'))).to.equal('stop');
  });

  it('says once what is wrong, however often it tries, and once that it is over', async () => {
    const { said, failures } = await run([
      'well',
      new MongoNetworkError('connection 1 closed'),
      new MongoNetworkError('connection 2 closed'),
      new MongoNetworkError('connection 3 closed'),
      'well',
      'well',
    ]);
    expect(said).to.deep.equal(['warn connection 1 closed', 'info the stores answer again']);
    expect(failures).to.have.length(3);
  });

  it('says another kind of failure too, and the same again after it was well', async () => {
    const { said } = await run([
      new MongoNetworkError('closed'),
      server(14_031),
      new MongoNetworkError('closed'),
      'well',
      new MongoNetworkError('closed'),
      'well',
    ]);
    expect(said).to.deep.equal([
      ...['warn closed', 'warn code 14031', 'info the stores answer again'],
      ...['warn closed', 'info the stores answer again'],
    ]);
  });

  it('does not go on after a defect', async () => {
    const { said, left } = await run([new TypeError('of undefined'), 'well']);
    expect(said).to.deep.equal(['error of undefined']);
    expect(left).to.equal(1);
  });
});
