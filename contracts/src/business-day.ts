const formats = new Map<string, Intl.DateTimeFormat>();
const days = new Map<string, string>();

const dayFormat = (timeZone: string): Intl.DateTimeFormat => {
  const known = formats.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  formats.set(timeZone, made);
  return made;
};

/**
 * The shop's calendar day of a moment.
 *
 * Formatting costs some microseconds and a history asks for millions, so answers are kept by quarter of an hour: no
 * time zone in use changes its day within one.
 *
 * @param at ISO 8601 time in UTC, such as `2010-12-01T08:26:00.000Z`
 * @param timeZone IANA name, such as `Europe/London`
 * @returns `YYYY-MM-DD`
 */
export const businessDay = (at: string, timeZone: string): string => {
  const quarter = Math.floor(Date.parse(at) / 900_000);
  const key = `${timeZone}@${quarter.toString()}`;
  const known = days.get(key);
  if (known !== undefined) return known;
  if (days.size > 50_000) days.clear();
  const day = dayFormat(timeZone).format(new Date(quarter * 900_000));
  days.set(key, day);
  return day;
};

/** The shop's calendar month of a moment, `YYYY-MM`. */
export const businessMonth = (at: string, timeZone: string): string => businessDay(at, timeZone).slice(0, 7);
