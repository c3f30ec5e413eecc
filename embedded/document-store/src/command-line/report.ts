/** Prints what a command found: a line for people, or one JSON object with `--json`. */
export function print(json: boolean, sentence: string, report: object): void {
  process.stdout.write(`${json ? JSON.stringify(report) : sentence}\n`);
}

/** Says why a command could not do its work; its exit code is 1. */
export function fail(json: boolean, error: unknown): void {
  const why = error instanceof Error ? error.message : String(error);
  process.stderr.write(`${json ? JSON.stringify({ error: why }) : why}\n`);
  process.exitCode = 1;
}

/** `count` of something, in words. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en-GB')} ${count === 1 ? one : many}`;
}
