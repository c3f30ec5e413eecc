/** What the supervisor has to know of one service. */
export type ServiceDefinition = {
  readonly name: string;
  /** Arguments for `node`: the file to run and what it is told. */
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Stages start one after another and stop in the opposite order; within one, all at once. */
  readonly stage: number;
  /** Whether it does its work now. A rejection counts as no. */
  readonly isReady: () => Promise<boolean>;
};
