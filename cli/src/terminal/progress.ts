import { SingleBar } from 'cli-progress';
import { durationText, PaceOfWork, type Pace } from './pace.js';

/**
 * Shows how far a piece of work has come, how fast it goes and how long the rest takes: a bar on a terminal, else a plain line
 * once a second. On standard error.
 */
export type ProgressView = {
  /** @param of undefined while the whole is not known; it may become more exact */
  readonly show: (label: string, done: number, of: number | undefined) => void;
  readonly end: () => void;
};

const LINE_EVERY_MS = 1_000;

const count = (value: number): string => value.toLocaleString('en-GB');

/** The parts of a pace that are known. */
const paceTexts = ({ perSecond, secondsLeft }: Pace): readonly string[] => [
  ...(perSecond === undefined ? [] : [`${count(Math.round(perSecond))}/s`]),
  ...(secondsLeft === undefined || secondsLeft === 0 ? [] : [`${durationText(secondsLeft)} left`]),
];

const lines = (write: (line: string) => void, now: () => number): ProgressView => {
  let last = -Infinity;
  let label = '';
  const pace = new PaceOfWork();
  return {
    show: (next, done, of) => {
      const texts = paceTexts(pace.look(next, done, of, now()));
      const whole = of !== undefined && done >= of;
      if (next === label && !whole && now() - last < LINE_EVERY_MS) return;
      label = next;
      last = now();
      const far =
        of === undefined
          ? `${label}: ${count(done)}`
          : `${label}: ${count(done)} of ${count(of)} (${(of === 0 ? 100 : Math.floor((100 * done) / of)).toString()} %)`;
      write([far, ...texts].join(', '));
    },
    end: () => undefined,
  };
};

const bar = (now: () => number): ProgressView => {
  let current: SingleBar | undefined;
  let label = '';
  const pace = new PaceOfWork();
  const end = () => {
    current?.stop();
    current = undefined;
  };
  return {
    show: (next, done, of) => {
      if (of === undefined) {
        if (label !== next) process.stderr.write(`${next}\n`);
        label = next;
        return;
      }
      if (label !== next || !current) {
        end();
        label = next;
        current = new SingleBar({
          format: '{label} {bar} {percentage} % | {value} of {total}{pace}',
          stream: process.stderr,
          hideCursor: true,
          fps: 5,
        });
        current.start(of, 0, { label, pace: '' });
      }
      current.setTotal(of);
      const texts = paceTexts(pace.look(next, done, of, now()));
      current.update(done, { label, pace: texts.map((text) => ` | ${text}`).join('') });
    },
    end,
  };
};

/** @param terminal whether somebody looks. @default whether standard error is a terminal */
export const progressView = (
  terminal = process.stderr.isTTY,
  write: (line: string) => void = (line) => process.stderr.write(`${line}\n`),
  now: () => number = () => performance.now(),
): ProgressView => (terminal ? bar(now) : lines(write, now));
