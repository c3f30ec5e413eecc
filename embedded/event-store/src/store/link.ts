/** Where a link (an event of type `$>`) points to. */
export type LinkTarget = { readonly revision: number; readonly stream: string };

/** Reads a link's data, `revision@stream`; undefined where it is none: such an event is no link, whatever its type says. */
export const linkTarget = (data: Buffer): LinkTarget | undefined => {
  const [, revision, stream] = /^(\d+)@(.+)$/s.exec(data.toString('utf8')) ?? [];
  return revision === undefined || stream === undefined ? undefined : { revision: Number(revision), stream };
};
