import { hashOf } from './seed.js';

/** The validator of a picture: another drawing has another one. */
export const etagOf = (picture: string): string => `"${hashOf(picture).toString(36)}-${picture.length.toString(36)}"`;

/** Whether a caller's `If-None-Match` names that picture, as RFC 9110 compares them: weakly. */
export const hasAlready = (ifNoneMatch: string | null, etag: string): boolean =>
  ifNoneMatch !== null &&
  ifNoneMatch.split(',').some((named) => ['*', etag].includes(named.trim().replace(/^W\//, '')));
