const LOCAL = /^(\d{4})-(\d{2})-(\d{2})[ T](\d{2}):(\d{2})(?::(\d{2}))?$/;
const MINUTE_MS = 60_000;

const format = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  hourCycle: 'h23',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: 'numeric',
  minute: 'numeric',
});

/** Minutes that London's clock is ahead of UTC at a moment. */
const offsetAt = (utc: number): number => {
  const part = new Map(format.formatToParts(utc).map(({ type, value }) => [type, Number(value)]));
  const get = (type: Intl.DateTimeFormatPartTypes): number => part.get(type) ?? 0;
  const shown = Date.UTC(get('year'), get('month') - 1, get('day'), get('hour'), get('minute'));
  return Math.round((shown - Math.floor(utc / MINUTE_MS) * MINUTE_MS) / MINUTE_MS);
};

const offsets = new Map<number, number>();

/** The clock changes on the hour, so answers are kept by hour: formatting costs some microseconds, a file asks a million times. */
const localOffset = (local: number): number => {
  const hour = Math.floor(local / (60 * MINUTE_MS));
  const known = offsets.get(hour);
  if (known !== undefined) return known;
  const guess = offsetAt(local);
  const offset = offsetAt(local - guess * MINUTE_MS);
  offsets.set(hour, offset);
  return offset;
};

/**
 * The moment at which London's clocks showed a time.
 *
 * @param text `YYYY-MM-DD HH:MM:SS` as the file writes it
 * @returns ISO 8601 in UTC with milliseconds, or undefined where the text is no such time
 */
export const londonInstant = (text: string): string | undefined => {
  const match = LOCAL.exec(text);
  if (!match) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1)
    .map((part) => Number(part || 0));
  const local = Date.UTC(year, month - 1, day, hour, minute, second);
  const back = new Date(local);
  // `Date.UTC` turns 31 February into 3 March; such a time is none.
  if (back.getUTCMonth() !== month - 1 || back.getUTCDate() !== day || hour > 23 || minute > 59 || second > 59)
    return undefined;
  return new Date(local - localOffset(local) * MINUTE_MS).toISOString();
};
