/** Says a failure as one sentence on standard error (JSON with `--json`) and sets the exit code. */
export const fail = (message: string, json: boolean, exitCode = 1): void => {
  process.stderr.write(json ? `${JSON.stringify({ level: 'error', msg: message })}\n` : `storefold: ${message}\n`);
  process.exitCode = exitCode;
};

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
