import { SingleBar } from 'cli-progress';

/** Shows how far a piece of work has come: a bar on a terminal, else a plain line once a second. On standard error. */
export type ProgressView = {
  /** @param of undefined while the whole is not known */
  readonly show: (label: string, done: number, of: number | undefined) => void;
  readonly end: () => void;
};

const LINE_EVERY_MS = 1_000;

const count = (value: number): string => value.toLocaleString('en-GB');

const lines = (write: (line: string) => void, now: () => number): ProgressView => {
  let last = -Infinity;
  let label = '';
  return {
    show: (next, done, of) => {
      const whole = of !== undefined && done >= of;
      if (next === label && !whole && now() - last < LINE_EVERY_MS) return;
      label = next;
      last = now();
      write(
        of === undefined
          ? `${label}: ${count(done)}`
          : `${label}: ${count(done)} of ${count(of)} (${(of === 0 ? 100 : Math.floor((100 * done) / of)).toString()} %)`,
      );
    },
    end: () => undefined,
  };
};

const bar = (): ProgressView => {
  let current: SingleBar | undefined;
  let label = '';
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
          format: '{label} {bar} {percentage} % | {value} of {total} | {eta_formatted} left',
          stream: process.stderr,
          hideCursor: true,
          fps: 5,
        });
        current.start(of, 0, { label });
      }
      current.update(done, { label });
    },
    end,
  };
};

/** @param terminal whether somebody looks. @default whether standard error is a terminal */
export const progressView = (
  terminal = process.stderr.isTTY,
  write: (line: string) => void = (line) => process.stderr.write(`${line}\n`),
  now: () => number = () => performance.now(),
): ProgressView => (terminal ? bar() : lines(write, now));
