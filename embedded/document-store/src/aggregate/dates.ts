import { StoreError } from '../errors.js';
import { ObjectId, Timestamp, isDoc, typeName } from '../bson/types.js';
import type { Value } from '../bson/types.js';
import { isNullish } from './arguments.js';
import type { Expression, Operator, Scope } from './expression-types.js';
import { wallClock, zonedTime } from './zones.js';
import type { Wall } from './zones.js';

function dateOf(value: Value, name: string): Date {
  if (value instanceof Date) return value;
  if (value instanceof ObjectId) return value.getTimestamp();
  if (value instanceof Timestamp) return new Date(value.t * 1000);
  throw new StoreError(16_006, `can't convert from BSON type ${typeName(value)} to Date in ${name}`);
}

function zoneOf(value: Value): string | null {
  if (value === undefined) return 'UTC';
  if (value === null) return null;
  if (typeof value !== 'string') throw new StoreError(40_517, 'timezone must evaluate to a string');
  return value;
}

/** The named arguments of a date operator; others are refused. */
function named(
  argument: Value,
  parse: (value: Value) => Expression,
  name: string,
  known: readonly string[],
): Map<string, Expression> {
  if (!isDoc(argument)) throw new StoreError(18_629, `${name} only supports an object as its argument`);
  const parts = new Map<string, Expression>();
  for (const [field, value] of argument) {
    if (!known.includes(field)) throw new StoreError(18_536, `Unrecognized argument to ${name}: ${field}`);
    parts.set(field, parse(value));
  }
  return parts;
}

/** An operator of one part of a date: `{$year: date}` or `{$year: {date, timezone}}`. */
function part(read: (wall: Wall, date: Date) => Value): Operator {
  return (argument, parse, name) => {
    const withZone = isDoc(argument) && argument.has('date');
    const parts = withZone
      ? named(argument, parse, name, ['date', 'timezone'])
      : new Map([['date', parse(Array.isArray(argument) && argument.length === 1 ? argument[0] : argument)]]);
    return {
      evaluate: (scope) => {
        const value = parts.get('date')?.evaluate(scope);
        const zone = parts.has('timezone') ? zoneOf(parts.get('timezone')?.evaluate(scope) ?? null) : 'UTC';
        if (isNullish(value) || zone === null) return null;
        const date = dateOf(value, name);
        return read(wallClock(date, zone), date);
      },
    };
  };
}

const two = (value: number): string => String(value).padStart(2, '0');

const formats: Readonly<Record<string, (wall: Wall) => string>> = {
  Y: (wall) => String(wall.year).padStart(4, '0'),
  m: (wall) => two(wall.month),
  d: (wall) => two(wall.day),
  H: (wall) => two(wall.hour),
  M: (wall) => two(wall.minute),
  S: (wall) => two(wall.second),
  L: (wall) => String(wall.millisecond).padStart(3, '0'),
  j: (wall) => String(dayOfYear(wall)).padStart(3, '0'),
  u: (wall) => String(isoDayOfWeek(wall)),
  w: (wall) => String(weekday(wall) + 1),
  z: (wall) =>
    `${wall.offsetMinutes < 0 ? '-' : '+'}${two(Math.floor(Math.abs(wall.offsetMinutes) / 60))}${two(Math.abs(wall.offsetMinutes) % 60)}`,
  '%': () => '%',
};

function format(wall: Wall, pattern: string): string {
  return pattern.replace(/%(.?)/gs, (_, letter: string) => {
    const write = formats[letter];
    if (write === undefined) throw new StoreError(18_536, `Invalid format character '%${letter}' in format string`);
    return write(wall);
  });
}

function weekday(wall: Wall): number {
  return new Date(Date.UTC(wall.year, wall.month - 1, wall.day)).getUTCDay();
}

function isoDayOfWeek(wall: Wall): number {
  return weekday(wall) === 0 ? 7 : weekday(wall);
}

function dayOfYear(wall: Wall): number {
  return Math.round((Date.UTC(wall.year, wall.month - 1, wall.day) - Date.UTC(wall.year, 0, 1)) / 86_400_000) + 1;
}

const dateToString: Operator = (argument, parse, name) => {
  const parts = named(argument, parse, name, ['date', 'format', 'timezone', 'onNull']);
  if (!parts.has('date')) throw new StoreError(18_628, "Missing 'date' parameter to $dateToString");
  return {
    evaluate: (scope) => {
      const value = parts.get('date')?.evaluate(scope);
      if (isNullish(value)) return parts.has('onNull') ? parts.get('onNull')?.evaluate(scope) : null;
      const zone = zoneOf(parts.get('timezone')?.evaluate(scope));
      if (zone === null) return null;
      const pattern =
        parts.get('format')?.evaluate(scope) ?? (zone === 'UTC' ? '%Y-%m-%dT%H:%M:%S.%LZ' : '%Y-%m-%dT%H:%M:%S.%L');
      if (typeof pattern !== 'string') throw new StoreError(18_533, '$dateToString requires that format be a string');
      return format(wallClock(dateOf(value, name), zone), pattern);
    },
  };
};

const units = new Set(['year', 'quarter', 'month', 'week', 'day', 'hour', 'minute', 'second', 'millisecond']);

const dateTrunc: Operator = (argument, parse, name) => {
  const parts = named(argument, parse, name, ['date', 'unit', 'timezone', 'startOfWeek']);
  const text = (field: string, scope: Scope): string | undefined => {
    const value = parts.get(field)?.evaluate(scope);
    return typeof value === 'string' ? value : undefined;
  };
  return {
    evaluate: (scope) => {
      const value = parts.get('date')?.evaluate(scope);
      const zone = zoneOf(parts.get('timezone')?.evaluate(scope));
      const unit = text('unit', scope);
      if (isNullish(value) || zone === null) return null;
      if (unit === undefined || !units.has(unit))
        throw new StoreError(
          5_439_013,
          '$dateTrunc needs a unit: year, quarter, month, week, day, hour, minute, second',
        );
      return truncated(dateOf(value, name), unit, zone, text('startOfWeek', scope) ?? 'sunday');
    },
  };
};

const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

function truncated(date: Date, unit: string, zone: string, startOfWeek: string): Date {
  const wall = wallClock(date, zone);
  const { year, month, day, minute, second } = wall;
  switch (unit) {
    case 'year':
      return zonedTime(zone, year, 1, 1);
    case 'quarter':
      return zonedTime(zone, year, Math.floor((month - 1) / 3) * 3 + 1, 1);
    case 'month':
      return zonedTime(zone, year, month, 1);
    case 'week': {
      const first = weekdays.findIndex((name) => name.startsWith(startOfWeek.toLowerCase().slice(0, 3)));
      if (first < 0) throw new StoreError(5_439_015, `'${startOfWeek}' is not a day of the week`);
      return zonedTime(zone, year, month, day - ((weekday(wall) - first + 7) % 7));
    }
    case 'day':
      return zonedTime(zone, year, month, day);
    case 'hour':
      return new Date(date.getTime() - minute * 60_000 - second * 1_000 - wall.millisecond);
    case 'minute':
      return new Date(date.getTime() - second * 1_000 - wall.millisecond);
    default:
      return new Date(unit === 'second' ? date.getTime() - wall.millisecond : date.getTime());
  }
}

export const dates: readonly (readonly [string, Operator])[] = [
  ['$year', part((wall) => wall.year)],
  ['$month', part((wall) => wall.month)],
  ['$dayOfMonth', part((wall) => wall.day)],
  ['$hour', part((wall) => wall.hour)],
  ['$minute', part((wall) => wall.minute)],
  ['$second', part((wall) => wall.second)],
  ['$millisecond', part((wall) => wall.millisecond)],
  ['$dayOfWeek', part((wall) => weekday(wall) + 1)],
  ['$isoDayOfWeek', part(isoDayOfWeek)],
  ['$dayOfYear', part(dayOfYear)],
  ['$dateToString', dateToString],
  ['$dateTrunc', dateTrunc],
];
