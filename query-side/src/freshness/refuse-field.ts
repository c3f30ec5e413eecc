import { refuse, type Refusal } from '@storefold/platform';

/**
 * Refuses one field that is well-formed and yet cannot be what was meant; told like those that fail to parse.
 *
 * @param path where it stands in the request, such as `query.cursor`
 */
export const refuseField = (
  code: string,
  path: string,
  detail: string,
  facts?: NonNullable<Parameters<typeof refuse>[3]>['facts'],
): Refusal => refuse(code, 400, detail, { fields: [{ path, message: detail }], ...(facts ? { facts } : {}) });
