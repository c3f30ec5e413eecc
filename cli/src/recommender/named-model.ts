import { existsSync, statSync } from 'node:fs';
import { dataFolder, dataRoot } from '../shop/data-folder.js';
import { ModelShelf, readModelFile, type TrainedModel } from '@storefold/recommender';

/** Where models are looked for that are named by the beginning of their id. */
export type WhichShelf = { readonly data?: string; readonly models?: string };

export const shelfFolder = ({ data, models }: WhichShelf): string =>
  models ?? process.env['RECOMMENDER_MODELS_DIR'] ?? dataFolder(dataRoot(data)).models;

/** A model, and what it is called: its file, or its id. */
export type NamedModel = { readonly name: string; readonly model: TrainedModel };

/**
 * Reads a model by the path of its file, or by the beginning of its id from the shelf.
 *
 * @throws Error when there is none of that name, or several
 * @throws UnusableModel when it is damaged or of other code
 */
export const namedModel = (named: string, which: WhichShelf): NamedModel => {
  if (existsSync(named) && statSync(named).isFile()) return { name: named, model: readModelFile(named) };
  const folder = shelfFolder(which);
  if (!existsSync(folder))
    throw new Error(`${named} is no file, and there is no shelf of models at ${folder}; name one with --models`);
  const shelf = new ModelShelf(folder);
  const found = shelf.list().filter((modelId) => modelId.startsWith(named));
  const [only, ...others] = found;
  if (only === undefined)
    throw new Error(
      `${named} is neither a file nor the beginning of a model's id on the shelf ${folder}, which holds ${shelf.list().length.toString()} models`,
    );
  if (others.length > 0) throw new Error(`${named} may be ${found.join(' or ')}; write more of it`);
  return { name: only, model: shelf.read(only) };
};
