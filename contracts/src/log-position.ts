/** A position and the log to which it belongs: a position alone means nothing in another log. */
export type LogPosition = { readonly logId: string; readonly position: bigint };

const TOKEN = /^([0-9a-f]{8})\.(\d{1,19})$/;

/** The first eight hexadecimal digits of the id of the log's first event: enough to tell one's own logs apart. */
export const logIdOf = (firstEventId: string): string => firstEventId.replaceAll('-', '').slice(0, 8).toLowerCase();

/** Writes a position as clients carry it: `3f2a9c01.123456`. */
export const positionToken = ({ logId, position }: LogPosition): string => `${logId}.${position.toString()}`;

/** Reads a token; undefined when it is not of that form. */
export const parsePositionToken = (token: string): LogPosition | undefined => {
  const match = TOKEN.exec(token);
  if (!match) return undefined;
  const [, logId = '', digits = '0'] = match;
  return { logId, position: BigInt(digits) };
};
