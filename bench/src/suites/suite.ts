import type { Row } from '../result.js';

export type SuiteOptions = {
  /** The data set, where it is not beside the repository. */
  readonly file: string | undefined;
  /** Only rows whose name holds this word, in suites that can choose. */
  readonly rows: string | undefined;
  /** Share of the full amount of work, in suites that can do less: 1 is what the targets are for. */
  readonly scale: number;
  /** Decides what chance decides, in suites that can be repeated. */
  readonly seed: number | undefined;
  /** Told what goes on. */
  readonly say: (line: string) => void;
};
/** Something that is measured or checked at length. */
export type Suite = {
  readonly name: string;
  readonly about: string;
  readonly run: (options: SuiteOptions) => Promise<readonly Row[]>;
};
