import { BadRequest } from './bad-request.js';
import { namePattern } from './name-pattern.js';

export type EventFilter = {
  /** Which of an event's names is asked: the other need not be decoded. */
  readonly on: 'stream' | 'type';
  /** @throws BadRequest when the filter takes too long on this name */
  readonly accepts: (name: string) => boolean;
  /** Considered events between two checkpoints. */
  readonly checkpointEvery: number;
};

type Expression = { getPrefixList(): string[]; getRegex(): string };
/** A filter as the messages of reads and of persistent subscriptions carry it. */
export type FilterOptions = {
  getStreamIdentifier(): Expression | undefined;
  getEventType(): Expression | undefined;
  hasMax(): boolean;
  getMax(): number;
  getCheckpointintervalmultiplier(): number;
};

const DEFAULT_WINDOW = 32;
const MOST_PREFIXES = 1_000;

/** Reads a filter. Prefixes go before a regular expression, where both are given. @throws BadRequest */
export const filterOf = (filter: FilterOptions): EventFilter => {
  const byStream = filter.getStreamIdentifier();
  const expression = byStream ?? filter.getEventType();
  if (!expression) throw new BadRequest('a filter names streams or event types');
  const prefixes = expression.getPrefixList();
  if (prefixes.length > MOST_PREFIXES)
    throw new BadRequest(
      `a filter has at most ${MOST_PREFIXES.toString()} prefixes; these are ${prefixes.length.toString()}`,
    );
  const window = filter.hasMax() ? filter.getMax() : DEFAULT_WINDOW;
  return {
    on: byStream ? 'stream' : 'type',
    accepts:
      prefixes.length > 0
        ? (name) => prefixes.some((prefix) => name.startsWith(prefix))
        : namePattern(expression.getRegex()),
    checkpointEvery: Math.max(window, 1) * Math.max(filter.getCheckpointintervalmultiplier(), 1),
  };
};
