import { faultOfText } from '@storefold/contracts';

/**
 * The texts of a parsed JSON value that nobody can keep, by path. For values that a schema has taken: it is as deep as
 * that schema and no deeper.
 */
export const faultyTexts = (
  value: unknown,
  path: string,
): readonly { readonly path: string; readonly message: string }[] => {
  if (typeof value === 'string') {
    const message = faultOfText(value);
    return message === undefined ? [] : [{ path, message }];
  }
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, item]: [string, unknown]) => faultyTexts(item, `${path}.${key}`));
};
