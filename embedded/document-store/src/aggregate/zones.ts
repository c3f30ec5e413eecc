import { StoreError } from '../errors.js';

/** What a clock on the wall shows. */
export type Wall = {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  millisecond: number;
  offsetMinutes: number;
};

const formatters = new Map<string, Intl.DateTimeFormat>();
const fixedOffset = /^([+-])(\d{2}):?(\d{2})?$/;

function formatterOf(zone: string): Intl.DateTimeFormat {
  let formatter = formatters.get(zone);
  if (formatter === undefined) {
    try {
      formatter = new Intl.DateTimeFormat('en-GB', {
        timeZone: zone,
        year: 'numeric',
        month: 'numeric',
        day: 'numeric',
        hour: 'numeric',
        minute: 'numeric',
        second: 'numeric',
        hourCycle: 'h23',
      });
    } catch {
      throw new StoreError(40_485, `unrecognized time zone identifier: "${zone}"`);
    }
    if (formatters.size < 600) formatters.set(zone, formatter);
  }
  return formatter;
}

/** Minutes to add to UTC at a moment. */
function offsetAt(time: number, zone: string): number {
  if (zone === 'UTC' || zone === 'GMT' || zone === 'Z') return 0;
  const fixed = fixedOffset.exec(zone);
  if (fixed !== null) return (fixed[1] === '-' ? -1 : 1) * (Number(fixed[2]) * 60 + Number(fixed[3] ?? 0));
  const parts = new Map(
    formatterOf(zone)
      .formatToParts(time)
      .map((part) => [part.type, Number(part.value)]),
  );
  const get = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
  const local = Date.UTC(get('year'), get('month') - 1, get('day'), get('hour'), get('minute'), get('second'));
  return Math.round((local - Math.floor(time / 1000) * 1000) / 60_000);
}

/** The wall clock of a zone (an Olson name, or +hh:mm) at a moment. */
export function wallClock(date: Date, zone: string): Wall {
  const offsetMinutes = offsetAt(date.getTime(), zone);
  const local = new Date(date.getTime() + offsetMinutes * 60_000);
  return {
    year: local.getUTCFullYear(),
    month: local.getUTCMonth() + 1,
    day: local.getUTCDate(),
    hour: local.getUTCHours(),
    minute: local.getUTCMinutes(),
    second: local.getUTCSeconds(),
    millisecond: local.getUTCMilliseconds(),
    offsetMinutes,
  };
}

/** The moment at which a zone's clock shows midnight of a day. */
export function zonedTime(zone: string, year: number, month: number, day: number): Date {
  const local = Date.UTC(year, month - 1, day);
  // The offset is looked up twice, because the first guess may lie on the other side of a change of the clocks.
  const guess = local - offsetAt(local, zone) * 60_000;
  return new Date(local - offsetAt(guess, zone) * 60_000);
}
