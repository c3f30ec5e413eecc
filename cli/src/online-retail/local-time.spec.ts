import { expect } from 'chai';
import { londonInstant } from './local-time.js';

describe("a time that London's clocks showed", () => {
  const times: readonly (readonly [what: string, shown: string, instant: string])[] = [
    ['in winter is that of UTC', '2010-01-05 10:20:30', '2010-01-05T10:20:30.000Z'],
    ['in summer is an hour earlier in UTC', '2010-07-05 10:20:30', '2010-07-05T09:20:30.000Z'],
    ['may be the day before in UTC', '2011-08-01 00:30:00', '2011-07-31T23:30:00.000Z'],
    ['just before the clocks go forward', '2010-03-28 00:59:59', '2010-03-28T00:59:59.000Z'],
    ['just after they went forward', '2010-03-28 02:00:00', '2010-03-28T01:00:00.000Z'],
    ['in the summer night before they go back', '2010-10-31 00:59:59', '2010-10-30T23:59:59.000Z'],
    ['just after the hour that they show twice', '2010-10-31 02:00:00', '2010-10-31T02:00:00.000Z'],
    ['on a leap day', '2012-02-29 12:00:00', '2012-02-29T12:00:00.000Z'],
    ['may be written without seconds, and with a T', '2010-01-05T10:20', '2010-01-05T10:20:00.000Z'],
  ];
  for (const [what, shown, instant] of times)
    it(what, () => {
      expect(londonInstant(shown)).to.equal(instant);
    });

  // Which one is a matter of choice, but for ever: the time is part of what names a command.
  it('is the later one where the clocks show it twice', () => {
    expect(londonInstant('2010-10-31 01:30:00')).to.equal('2010-10-31T01:30:00.000Z');
  });

  it('that no clock showed is taken for one an hour later, rather than losing the row', () => {
    expect(londonInstant('2010-03-28 01:30:00')).to.equal('2010-03-28T01:30:00.000Z');
  });

  it('does not depend on which times were asked before', () => {
    const noon = () => londonInstant('2010-07-06 12:00:00');
    const first = noon();
    londonInstant('2010-01-06 12:00:00');
    expect(noon()).to.equal(first);
  });

  it('is none where no calendar or clock has it', () => {
    for (const text of [
      '2010-02-30 10:00:00',
      '2011-02-29 10:00:00',
      '2010-13-01 10:00:00',
      '2010-00-01 10:00:00',
      '2010-01-00 10:00:00',
      '2010-01-05 24:00:00',
      '2010-01-05 10:60:00',
      '2010-01-05 10:00:60',
      '2010-1-5 10:00:00',
      '05/01/2010 10:00',
      '2010-01-05 10:00:00Z',
      '2010-01-05',
      '',
    ])
      expect(londonInstant(text), text).to.equal(undefined);
  });
});
