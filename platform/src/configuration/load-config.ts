import type { z } from 'zod';

/** A service that is configured wrongly does not start; the message names each variable and what it should be. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
}

/**
 * Reads a service's one configuration from the environment.
 *
 * @param schema an object whose keys are the names of environment variables
 * @param environment where to read; an empty variable counts as absent
 * @default environment process.env
 * @throws ConfigurationError naming every variable that is missing or wrong
 */
export const loadConfig = <Schema extends z.ZodObject>(
  schema: Schema,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): z.infer<Schema> => {
  const given = Object.fromEntries(
    Object.keys(schema.shape).flatMap((name) => {
      const value = environment[name];
      return value === undefined || value === '' ? [] : [[name, value]];
    }),
  );
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const complaints = parsed.error.issues.map((issue) => {
    const name = String(issue.path[0]);
    return name in given ? `${name} is "${String(given[name])}": ${issue.message}` : `${name} is not set`;
  });
  throw new ConfigurationError(`cannot start: ${complaints.join('; ')}`);
};
