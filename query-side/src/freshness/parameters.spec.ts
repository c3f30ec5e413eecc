import { expect } from 'chai';
import type { z } from 'zod';
import { after, cursor, day, moment, pageOf, text } from './parameters.js';

const takes = (schema: z.ZodType, given: unknown, understood: unknown = given) => {
  expect(schema.parse(given)).to.equal(understood);
};
const refuses = (schema: z.ZodType, ...given: unknown[]) => {
  for (const one of given) expect(schema.safeParse(one).success, JSON.stringify(one)).to.equal(false);
};

describe('a parameter', () => {
  it('of items on a page is a whole number from 1 to the most, or the usual', () => {
    takes(pageOf(24), undefined, 24);
    takes(pageOf(24), '1', 1);
    takes(pageOf(24), '100', 100);
    takes(pageOf(24, 10_000), '10000', 10_000);
    refuses(pageOf(24), '0', '-1', '101', '1.5', '', ' ', 'ten', 'NaN', 'Infinity', '1e400', ['1', '2'], null, {});
    refuses(pageOf(24, 10_000), '10001');
  });
  it('of a day is a day of the calendar', () => {
    takes(day, undefined);
    takes(day, '2011-12-01');
    takes(day, '2012-02-29');
    refuses(
      day,
      '2011-02-29',
      '2011-13-01',
      '2011-12-00',
      '2011-12',
      '01.12.2011',
      '2011-12-01T00:00:00Z',
      '',
      20111201,
    );
  });
  it('of a moment is understood in any offset and told in UTC', () => {
    takes(moment, '2011-12-01T09:30:00Z', '2011-12-01T09:30:00.000Z');
    takes(moment, '2011-12-01T09:30:00.123456Z', '2011-12-01T09:30:00.123Z');
    takes(moment, '2011-07-01T00:30:00+01:00', '2011-06-30T23:30:00.000Z');
    takes(moment, '2011-12-31T23:30:00-05:00', '2012-01-01T04:30:00.000Z');
    refuses(moment, '2011-12-01', '2011-12-01T09:30:00', '2011-12-01T24:00:00Z', '2011-02-30T00:00:00Z', 'now', '', 0);
  });
  it('of a moment names no year that does not sort as its letters do', () => {
    refuses(moment, '9999-12-31T23:59:59-01:00', '0000-01-01T00:00:00+01:00');
    takes(moment, '9999-12-31T23:59:59Z', '9999-12-31T23:59:59.000Z');
  });
  it('of words is trimmed, and neither empty nor too long', () => {
    takes(text(5), ' mug ', 'mug');
    refuses(text(5), '', '   ', 'a mug!', ['mug']);
  });
  it('of a position or a cursor is bounded', () => {
    takes(after, '3f2a9c01.12345');
    refuses(after, 'x'.repeat(41), ['a', 'b']);
    refuses(cursor, '', 'x'.repeat(1_001), ['a', 'b']);
  });
});
