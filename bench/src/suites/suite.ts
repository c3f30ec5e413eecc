import type { Row } from '../result.js';

export type SuiteOptions = {
  /** The data set, where it is not beside the repository. */
  readonly file: string | undefined;
  /** Told what goes on. */
  readonly say: (line: string) => void;
};
/** Something that is measured or checked at length. */
export type Suite = {
  readonly name: string;
  readonly about: string;
  readonly run: (options: SuiteOptions) => Promise<readonly Row[]>;
};
