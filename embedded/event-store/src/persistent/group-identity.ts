/** The name under which groups on the whole log are kept. */
export const ALL = '$all';

/** Which group: its stream (or `$all`) and its name. */
export type GroupIdentity = { readonly stream: string; readonly group: string };

const prefix = '$persistentsubscription-';

/** One text for both, as the real server has it: also the id of the subscription that consumers are told. */
export const keyOf = ({ stream, group }: GroupIdentity): string => `${stream}::${group}`;
export const parkedStreamOf = (identity: GroupIdentity): string => `${prefix}${keyOf(identity)}-parked`;
export const checkpointStreamOf = (identity: GroupIdentity): string => `${prefix}${keyOf(identity)}-checkpoint`;

/** A position as text: a revision, or the two numbers of `$all`, which are one here. -1 is the end. */
export const positionText = (stream: string, position: number): string => {
  const text = position.toString();
  return stream === ALL ? `C:${text}/P:${text}` : text;
};

/** Reads what `positionText` wrote; undefined where it is nothing of that kind. */
export const parsePosition = (text: string): number | undefined => {
  const [, commit, revision] = /^(?:C:(-?\d+)\/P:-?\d+|(-?\d+))$/.exec(text) ?? [];
  const digits = commit ?? revision;
  return digits === undefined ? undefined : Number(digits);
};
