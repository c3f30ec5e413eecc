import { createContext, Script } from 'node:vm';
import { BadRequest } from './bad-request.js';

const LONGEST = 1_000;
/** A name of at most 4,096 characters is matched in microseconds, unless the expression tries every way to read it. */
const PATIENCE_MS = 50;
const SECOND_PATIENCE_MS = 250;
const REMEMBERED = 10_000;

const context = createContext({ pattern: /(?:)/, name: '' });
const match = new Script('pattern.test(name)');

/**
 * Whether an expression can only take time in proportion to the square of a name's length: with one repetition at the
 * most, and few alternatives beside it, there are not many ways to try.
 */
const isHarmless = (source: string): boolean => {
  const bare = source.replace(/\\./gs, 'x').replace(/\[[^\]]*\]/gs, 'x');
  const repetitions = bare.replace(/\(\?/g, '(').match(/[*+?{]/g)?.length ?? 0;
  const alternatives = bare.match(/\|/g)?.length ?? 0;
  // A group that is repeated may be read in as many ways as it has alternatives, each time anew.
  const repeatsGroup = /\)[*+?{]/.test(bare);
  // Without any repetition each alternative is read once at each place, however many there are.
  const isBounded = repetitions === 0 || (repetitions === 1 && alternatives <= 8);
  return isBounded && !repeatsGroup && !/\\[1-9k]/.test(source);
};

/**
 * Compiles a client's regular expression. One that could try very many ways to read a name is matched under a clock and
 * its verdicts are remembered, so that no client's filter holds up the others.
 *
 * @throws BadRequest when it is none or too long; the returned function throws one when a name takes too long
 */
export const namePattern = (source: string): ((name: string) => boolean) => {
  if (source.length > LONGEST)
    throw new BadRequest(`a filter's regular expression has at most ${LONGEST.toString()} characters`);
  let pattern: RegExp;
  try {
    pattern = new RegExp(source);
  } catch {
    throw new BadRequest(`"${source}" is no regular expression`);
  }
  if (isHarmless(source)) return (name) => pattern.test(name);
  const verdicts = new Map<string, boolean>();
  return (name) => {
    const known = verdicts.get(name);
    if (known !== undefined) return known;
    const verdict = underClock(pattern, name);
    if (verdicts.size >= REMEMBERED) verdicts.clear();
    verdicts.set(name, verdict);
    return verdict;
  };
};

const underClock = (pattern: RegExp, name: string): boolean => {
  context['pattern'] = pattern;
  context['name'] = name;
  try {
    return match.runInContext(context, { timeout: PATIENCE_MS }) === true;
  } catch {
    // The clock is the wall's: a machine that is busy elsewhere may have taken the time. Asked once more, it has more of it.
  }
  try {
    return match.runInContext(context, { timeout: SECOND_PATIENCE_MS }) === true;
  } catch {
    // The time was over, or the stack on which V8 keeps what is still to be tried.
    throw new BadRequest(
      `the regular expression "${pattern.source}" takes longer than ${PATIENCE_MS.toString()} ms on a name; write it with fewer repetitions, or filter by prefixes`,
    );
  }
};
