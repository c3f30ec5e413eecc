/** The part of a stream's metadata that changes what is read. */
export type StreamMetadata = {
  readonly truncateBefore?: number;
  readonly maxCount?: number;
  readonly maxAgeSeconds?: number;
  readonly softDeleted: boolean;
};

/** 2^63-1, what a soft delete writes as `$tb`. JSON numbers of that size lose digits, so the text is looked at. */
const SOFT_DELETED = /"\$tb"\s*:\s*9223372036854775807/;
export const softDeleteJson = '{"$tb":9223372036854775807}';

/** Half an event or a number below zero sets no rule: taken for a revision it would hide the whole stream. */
const count = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : undefined;

/** Reads metadata as it was written; what is not JSON sets no rule. */
export const parseStreamMetadata = (data: Buffer): StreamMetadata => {
  const text = data.toString('utf8');
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { softDeleted: false };
  }
  if (json === null || typeof json !== 'object') return { softDeleted: false };
  const fields = new Map<string, unknown>(Object.entries(json));
  const truncateBefore = count(fields.get('$tb'));
  const maxCount = count(fields.get('$maxCount'));
  const maxAgeSeconds = count(fields.get('$maxAge'));
  return {
    // The text alone could speak of something deeper in it, the number alone of one that is only near.
    softDeleted: truncateBefore === 2 ** 63 && SOFT_DELETED.test(text),
    ...(truncateBefore === undefined ? {} : { truncateBefore }),
    ...(maxCount === undefined ? {} : { maxCount }),
    ...(maxAgeSeconds === undefined ? {} : { maxAgeSeconds }),
  };
};

/**
 * The metadata of a stream that is written again after a soft delete: all that was said, but readable from `revision` on.
 * Undefined where what was said is no JSON object. Changed as text where it can be, so that large numbers keep their digits.
 */
export const undeleted = (data: Buffer, revision: number): Buffer | undefined => {
  const text = data.toString('utf8');
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (json === null || typeof json !== 'object' || Array.isArray(json)) return undefined;
  const from = revision.toString();
  if (SOFT_DELETED.test(text)) return Buffer.from(text.replace(SOFT_DELETED, `"$tb":${from}`), 'utf8');
  if ('$tb' in json) return Buffer.from(JSON.stringify({ ...json, $tb: revision }), 'utf8');
  const rest = text.trimStart().slice(1);
  return Buffer.from(`{"$tb":${from}${rest.trimStart().startsWith('}') ? '' : ','}${rest}`, 'utf8');
};

/** What is so of every stream that holds metadata: its newest event is all that counts, and nothing else deletes it. */
export const metadataOfMetadata: StreamMetadata = { softDeleted: false, maxCount: 1 };
