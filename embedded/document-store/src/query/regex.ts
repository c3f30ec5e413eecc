import { StoreError } from '../errors.js';
import { BSONRegExp } from '../bson/types.js';

/** A regular expression of a query: ready to run, and the fixed text that every match begins with, if there is one. */
export type Pattern = { source: BSONRegExp; regexp: RegExp; prefix: string | undefined };

/** Longest text that a pattern with repeats inside repeats may be run on: JavaScript cannot stop a match that explodes. */
const maxPattern = 2_000;

/** A group that repeats and holds a repeat, such as (a+)+, needs time exponential in the text. */
const nestedRepeat = /\((?:[^()\\]|\\.)*[+*}](?:[^()\\]|\\.)*\)(?:[+*]|\{\d+,\d*\})/;

/** Compiles a PCRE pattern as far as JavaScript means the same; refuses the rest. */
export function patternOf(pattern: string, options: string): Pattern {
  if (/[^imsux]/.test(options)) {
    throw new StoreError(51_108, `invalid flag in regex options: ${options}`);
  }
  if (options.includes('x')) throw new StoreError('BadValue', 'the regex option x is not supported by this server');
  if (pattern.length > maxPattern) {
    throw new StoreError(51_091, `a regular expression may have ${String(maxPattern)} characters`);
  }
  if (pattern.includes('\0')) throw new StoreError('BadValue', 'a regular expression must not hold a zero byte');
  if (nestedRepeat.test(pattern)) {
    throw new StoreError(
      'BadValue',
      'a regular expression that repeats a group with a repeat inside is refused: it may never end',
    );
  }
  let source = pattern;
  let flags = options.replace(/[ux]/g, '');
  const inline = /^\(\?([ims]+)\)/.exec(source);
  if (inline !== null) {
    source = source.slice(inline[0].length);
    flags = Array.from(new Set(flags + (inline[1] ?? ''))).join('');
  }
  return {
    source: new BSONRegExp(pattern, Array.from(options).sort().join('')),
    regexp: compile(source, flags),
    prefix: flags === '' ? prefixOf(source) : undefined,
  };
}

function compile(source: string, flags: string): RegExp {
  try {
    return new RegExp(source, `${flags}u`);
  } catch {
    // Escapes that PCRE allows and the u flag does not, such as \- or \_.
  }
  try {
    return new RegExp(source, flags);
  } catch (error) {
    throw new StoreError(51_091, `regular expression is invalid: ${error instanceof Error ? error.message : source}`);
  }
}

/** The text after ^ up to the first character that means something else. */
function prefixOf(source: string): string | undefined {
  if (!source.startsWith('^') || source.includes('|')) return undefined;
  let prefix = '';
  let at = 1;
  while (at < source.length) {
    let char = source[at] ?? '';
    let width = 1;
    if (char === '\\') {
      char = source[at + 1] ?? '';
      if (/[\w]/.test(char)) break;
      width = 2;
    } else if ('.[](){}*+?^$'.includes(char)) break;
    // A repeat belongs to the character before it, which then may be absent.
    if ('*?{'.includes(source[at + width] ?? ' ')) break;
    prefix += char;
    at += width;
  }
  return prefix === '' ? undefined : prefix;
}
