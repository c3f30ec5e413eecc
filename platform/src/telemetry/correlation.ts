import { AsyncLocalStorage } from 'node:async_hooks';

const running = new AsyncLocalStorage<string>();

/** Runs a function under a correlation id: every log line and event made by it carries the id. */
export const runWithCorrelation = <Result>(correlationId: string, work: () => Result): Result =>
  running.run(correlationId, work);

/** The id of what is running now; undefined outside a request. */
export const currentCorrelationId = (): string | undefined => running.getStore();
