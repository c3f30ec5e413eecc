import { minuteOf, streamName, type DataOf } from '@storefold/contracts';
import type { CommandContext } from '../streams/command-context.js';
import { StreamCommands } from '../streams/stream-commands.js';
import type { StreamRuntime } from '../streams/stream-runtime.js';
import {
  firedDecider,
  timerDecider,
  type Fired,
  type MoveOn,
  type SetTimer,
  type TimersOfMinute,
} from './timer-decider.js';

const MINUTE = 60_000;
/** Streams of minutes that are read side by side. */
const READ_AT_ONCE = 64;
/** Stands beside the minutes. */
const FIRED = 'fired';

/** What has to be looked at when a moment has come. Kept as events, so that no restart forgets it. */
export class Timers {
  readonly #runtime: StreamRuntime;
  readonly #minutes: StreamCommands<TimersOfMinute, SetTimer, never>;
  readonly #fired: StreamCommands<Fired, MoveOn, never>;

  constructor(runtime: StreamRuntime) {
    this.#runtime = runtime;
    this.#minutes = new StreamCommands({ kind: 'timer', decider: timerDecider }, runtime);
    this.#fired = new StreamCommands({ kind: 'timer', decider: firedDecider }, runtime);
  }

  /** Sets a timer; the same id again sets nothing. */
  readonly set = async (timer: SetTimer, context: CommandContext): Promise<void> => {
    await this.#minutes.handle(minuteOf(timer.dueAt), timer, context);
  };

  /**
   * The timers that are due in the minutes from one moment's to another's, both included. A minute that has not ended may
   * hold some that are due later than `to`.
   */
  async between(from: Date, to: Date): Promise<readonly DataOf<'TimerSet'>[]> {
    const first = Math.floor(from.getTime() / MINUTE) * MINUTE;
    const minutes: string[] = [];
    for (let minute = first; minute <= to.getTime(); minute += MINUTE)
      minutes.push(minuteOf(new Date(minute).toISOString()));
    const found: DataOf<'TimerSet'>[] = [];
    // A shop that never looked reads a day of minutes, most of them empty: one after the other that takes seconds.
    for (let at = 0; at < minutes.length; at += READ_AT_ONCE) {
      const read = await Promise.all(minutes.slice(at, at + READ_AT_ONCE).map((minute) => this.#ofMinute(minute)));
      found.push(...read.flat());
    }
    return found;
  }

  async #ofMinute(minute: string): Promise<readonly DataOf<'TimerSet'>[]> {
    const found: DataOf<'TimerSet'>[] = [];
    await this.#runtime.store.read(streamName('timer', minute), 0n, (event) => {
      if (event.type === 'TimerSet') found.push(event.data);
    });
    return found;
  }

  /** How far timers were fired, as ISO 8601; undefined where none ever was. */
  async firedThrough(): Promise<string | undefined> {
    const { through } = (await this.#fired.read(FIRED, { fresh: true })).state;
    return through === '' ? undefined : through;
  }

  /** Every timer up to there was looked at. */
  readonly fired = async (through: string, context: CommandContext): Promise<void> => {
    await this.#fired.handle(FIRED, { through }, context);
  };
}
