import { expect } from 'chai';
import fc from 'fast-check';
import { readEntry, UnreadableEntry, writeEntry, type GroupEntry } from './group-entry.js';
import { ALL, parsePosition, positionText } from './group-identity.js';
import { checkFilter, checkSettings, InvalidSettings, strategyNamed } from './group-settings.js';
import { someSettings } from '../testing/some-settings.js';
import { strategyNames } from './strategy.js';

const throughJson = (value: object): unknown => JSON.parse(JSON.stringify(value));

describe('a group that is written down', () => {
  const number = fc.integer({ min: -1_000, max: 1_000_000 });
  const filter = fc.option(
    fc.record({
      on: fc.constantFrom('stream', 'type'),
      prefixes: fc.array(fc.string(), { minLength: 1, maxLength: 3 }),
      regex: fc.constant(''),
    }),
    { nil: undefined },
  );
  const settings = fc.record({
    startFrom: fc.oneof(
      fc.constant({ kind: 'end' } as const),
      fc.record({ kind: fc.constant('at' as const), at: fc.maxSafeNat() }),
    ),
    filter,
    resolveLinks: fc.boolean(),
    extraStatistics: fc.boolean(),
    messageTimeoutMs: number,
    maxRetryCount: number,
    checkpointAfterMs: number,
    minCheckpointCount: number,
    maxCheckpointCount: number,
    maxSubscriberCount: number,
    liveBufferSize: number,
    readBatchSize: number,
    historyBufferSize: number,
    strategy: fc.constantFrom(...strategyNames),
  });

  it('is read back as it was', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), settings, fc.maxSafeNat(), (stream, group, asked, startAt) => {
        const kept = stream === ALL ? asked : { ...asked, filter: undefined };
        const entry: GroupEntry = { stream, group, settings: kept, startAt };
        expect(readEntry(throughJson(writeEntry(entry)))).to.deep.equal(entry);
        const onAll: GroupEntry = { stream: ALL, group, settings: asked, startAt };
        expect(readEntry(throughJson(writeEntry(onAll)))).to.deep.equal(onAll);
      }),
    );
  });

  it('is refused with the name of the field where it is none', () => {
    const entry: GroupEntry = { stream: 's', group: 'g', settings: someSettings(), startAt: 0 };
    const json = writeEntry(entry);
    const broken: readonly (readonly [object, string])[] = [
      [{ stream: 3 }, 'stream'],
      [{ startPosition: 'soon' }, 'startPosition'],
      [{ maxRetryCount: 'ten' }, 'maxRetryCount'],
      [{ namedConsumerStrategy: 'Random' }, 'namedConsumerStrategy'],
    ];
    for (const [fault, field] of broken)
      expect(() => readEntry(throughJson({ ...json, ...fault }))).to.throw(UnreadableEntry, field);
    expect(() => readEntry(null)).to.throw(UnreadableEntry);
    const filter = { on: 'colour', prefixes: ['a'], regex: '' };
    expect(() => readEntry(throughJson({ ...json, stream: ALL, filter }))).to.throw(UnreadableEntry, 'filter');
  });
});

describe('a position as text', () => {
  it('is a revision, or both numbers of $all; -1 is the end', () => {
    expect(positionText('orders', 5)).to.equal('5');
    expect(positionText(ALL, 5)).to.equal('C:5/P:5');
    expect(['5', 'C:5/P:5', '-1', 'C:-1/P:-1'].map(parsePosition)).to.deep.equal([5, 5, -1, -1]);
    expect(['', 'x', 'C:5', '5 '].map(parsePosition)).to.deep.equal(Array.from({ length: 4 }, () => undefined));
  });
});

describe('settings', () => {
  it('are refused where a group could never read', () => {
    expect(() => {
      checkSettings(someSettings({ readBatchSize: 50, historyBufferSize: 50 }));
    }).to.throw(InvalidSettings, 'must be below the history buffer size (50)');
    expect(() => {
      checkSettings(someSettings({ readBatchSize: 0 }));
    }).to.throw(InvalidSettings, 'at least 1');
    expect(() => strategyNamed('Fastest')).to.throw(InvalidSettings, 'RoundRobin, DispatchToSingle, Pinned');
  });
  it('have a filter that names something', () => {
    const regex = (source: string) => () => {
      checkFilter({ on: 'type', prefixes: [], regex: source });
    };
    expect(regex('(')).to.throw(InvalidSettings, '"(" is no regular expression');
    expect(regex('')).to.throw(InvalidSettings, 'neither');
    expect(regex('^a')).not.to.throw();
  });
});
