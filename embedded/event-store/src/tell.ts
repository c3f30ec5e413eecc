/** Says something to whoever runs the server. */
export type Tell = (level: 'info' | 'warn' | 'error' | 'fatal', msg: string, more?: object) => void;

/** One line of JSON on standard output. */
export const tellLine: Tell = (level, msg, more = {}) => {
  process.stdout.write(
    `${JSON.stringify({ level, time: new Date().toISOString(), service: 'event-store', ...more, msg })}\n`,
  );
};
