import type { Delivered, Follower } from './follower.js';
import type { Acknowledged, Mark } from './writer.js';

/** An event of the history that is left in the end, in its order. */
export type Kept = Delivered & { readonly mark: Mark };

/** Sentences on what is wrong with the history, seen beside what was acknowledged; none where nothing is. */
export const judgeHistory = (history: readonly Kept[], acknowledged: readonly Acknowledged[]): readonly string[] => {
  const wrong: string[] = [];
  const places = new Map<string, { readonly kept: Kept; readonly index: number }>();
  const lengths = new Map<string, bigint>();
  let before = -1n;
  for (const [index, kept] of history.entries()) {
    const { id, stream, revision, position } = kept;
    if (places.has(id)) wrong.push(`doubled: event ${id} of ${stream}`);
    places.set(id, { kept, index });
    if (position <= before) wrong.push(`out of order: position ${String(position)} after ${String(before)}`);
    before = position;
    const expected = lengths.get(stream) ?? 0n;
    if (revision !== expected) wrong.push(`${stream} goes from ${String(expected - 1n)} to ${String(revision)}`);
    lengths.set(stream, revision + 1n);
  }
  let known = 0;
  for (const { stream, ids, lastRevision, position } of acknowledged) {
    const found = ids.map((id) => places.get(id));
    known += ids.length;
    for (const [part, place] of found.entries()) {
      const what = `event ${ids[part] ?? ''} of ${stream}`;
      if (!place) wrong.push(`lost: ${what}`);
      else if (place.kept.stream !== stream || place.kept.revision !== lastRevision - BigInt(ids.length - 1 - part))
        wrong.push(`moved: ${what} stands at ${String(place.kept.revision)} of ${place.kept.stream}`);
      else if (place.index !== (found[0]?.index ?? 0) + part) wrong.push(`torn apart: ${what}`);
    }
    const last = found.at(-1)?.kept.position;
    if (last !== undefined && last !== position) wrong.push(`${stream}: told ${String(position)}, is ${String(last)}`);
  }
  // Every append was sent until it was acknowledged: what nobody was told of must not be there.
  if (known !== history.length)
    wrong.push(`${history.length.toString()} events are there, ${known.toString()} were acknowledged`);
  return [...wrong, ...judgeWriters(history)];
};

/** A writer sends an append when the one before it was acknowledged: so they stand in that order. */
const judgeWriters = (history: readonly Kept[]): readonly string[] => {
  const last = new Map<number, Mark>();
  return history.flatMap(({ mark }) => {
    const before = last.get(mark.writer);
    last.set(mark.writer, mark);
    const next = before
      ? before.part + 1 < before.of
        ? { append: before.append, part: before.part + 1 }
        : { append: before.append + 1, part: 0 }
      : { append: 0, part: 0 };
    return mark.append === next.append && mark.part === next.part
      ? []
      : [
          `reordered: writer ${mark.writer.toString()} wrote ${next.append.toString()}.${next.part.toString()}, then stands ${mark.append.toString()}.${mark.part.toString()}`,
        ];
  });
};

/** Sentences on what a follower was given otherwise than history has it. */
export const judgeFollower = (history: readonly Kept[], { following, delivered }: Follower): readonly string[] => {
  const wanted = history.filter(({ stream }) => following.wants(stream));
  const at = wanted.findIndex(({ id }, index) => delivered[index]?.id !== id);
  if (at === -1 && delivered.length === wanted.length) return [];
  const index = at === -1 ? wanted.length : at;
  const say = (event: Delivered | undefined): string =>
    event ? `${event.stream} ${String(event.revision)} at ${String(event.position)}` : 'nothing';
  return [
    `${following.name}: event ${index.toString()} was ${say(delivered[index])} and should be ${say(wanted[index])}; ${delivered.length.toString()} came of ${wanted.length.toString()}`,
  ];
};
