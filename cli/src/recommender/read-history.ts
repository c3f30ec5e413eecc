import { HistoryBuilder, type History } from '@storefold/recommender';
import { openCsv, UnreadableFile } from '../csv/open-csv.js';
import { interactionReader, type InteractionReader } from './interaction-row.js';

/** A row that was left out, and why. */
export type BadRow = { readonly row: number; readonly fault: string };

/** A file of interactions, read to its end. */
export type ReadHistory = {
  readonly history: History;
  /** SHA-256 of the file in hexadecimal. */
  readonly digest: string;
  readonly rows: { readonly read: number; readonly used: number; readonly bad: number };
  /** The first bad rows. */
  readonly examples: readonly BadRow[];
};

const EXAMPLES = 20;
/** A file of which more than this share makes no sense is another kind of file. */
const MOST_BAD = 0.5;

/**
 * Reads a CSV file of interactions, zipped or not.
 *
 * @param strict whether the first bad row ends it
 * @throws UnreadableFile when the file cannot be read, has no columns that we know, or holds mostly bad rows
 */
export const readHistory = async (
  path: string,
  strict: boolean,
  onProgress: (rows: number) => void = () => undefined,
): Promise<ReadHistory> => {
  const { entries, digest } = await openCsv(path);
  const builder = new HistoryBuilder();
  const examples: BadRow[] = [];
  let reader: InteractionReader | undefined;
  let read = 0;
  let bad = 0;
  for await (const some of entries) {
    for (const entry of some) {
      if (!reader) {
        if ('fault' in entry) throw new UnreadableFile(`${path} is not a CSV file: ${entry.fault}`);
        reader = interactionReader(entry.fields, path);
        continue;
      }
      read++;
      const interaction = 'fault' in entry ? entry : reader(entry.row, entry.fields);
      if (interaction === undefined) continue;
      if (!('fault' in interaction)) {
        builder.add(interaction);
        continue;
      }
      bad++;
      if (strict) throw new UnreadableFile(`${path}, row ${entry.row.toString()}: ${interaction.fault}`);
      if (examples.length < EXAMPLES) examples.push({ row: entry.row, fault: interaction.fault });
    }
    onProgress(read);
  }
  if (!reader) throw new UnreadableFile(`${path} has no header line`);
  const [first] = examples;
  if (first && bad > MOST_BAD * read)
    throw new UnreadableFile(
      `${path}: ${bad.toString()} of ${read.toString()} rows make no sense; the first is row ${first.row.toString()}: ${first.fault}`,
    );
  if (builder.rows === 0) throw new UnreadableFile(`${path} holds no interactions`);
  return { history: builder.build(), digest: digest(), rows: { read, used: builder.rows, bad }, examples };
};
