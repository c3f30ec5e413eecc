/** One line of JSON on standard output, in the form of the other services' logs. */
export const log = (level: 'warn' | 'error', msg: string, fields: Record<string, unknown>): void => {
  process.stdout.write(`${JSON.stringify({ level, time: new Date().toISOString(), service: 'ui', ...fields, msg })}\n`);
};
