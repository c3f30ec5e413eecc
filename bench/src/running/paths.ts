import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const fromRoot = (path: string): string => fileURLToPath(new URL(`../../../${path}`, import.meta.url));

/** The repository's folder, with a slash at its end. */
export const repository = fromRoot('');

/** The command line of the shop. */
export const storefold = fromRoot('cli/bin/storefold.mjs');

/** The command line of the document store. */
export const documentStore = fromRoot('embedded/document-store/bin/document-store.mjs');

/** A compiled spec of the document store, by its path without an ending. */
export const documentStoreSpec = (path: string): string => fromRoot(`embedded/document-store/dist/${path}.js`);

/** A compiled spec of the command side, by its path without an ending. */
export const commandSideSpec = (path: string): string => fromRoot(`command-side/dist/${path}.js`);

/** A compiled spec of the projections, by its path without an ending. */
export const projectionsSpec = (path: string): string => fromRoot(`projections/dist/${path}.js`);

/** A compiled spec of the recommender, by its path without an ending. */
export const recommenderSpec = (path: string): string => fromRoot(`recommender/dist/${path}.js`);

/** The program that runs specs. */
export const mocha = fromRoot('node_modules/mocha/bin/mocha.js');

/** The plain script that sums the trade up without the product. */
export const independentSums = fromRoot('e2e/independent/online-retail-sums.mjs');

/** The whole data set, where it lies beside the repository or is named. @throws Error saying where to get it */
export const wholeFile = (named: string | undefined): string => {
  const path = named ?? fromRoot('../shared/data/online-retail-ii.csv.gz');
  if (existsSync(path)) return path;
  throw new Error(
    `${path} is not there; get Online Retail II from https://archive.ics.uci.edu/dataset/502 and name it with --file`,
  );
};

/** The program that changes code to see whether a spec notices, what it is told, and where it reports. */
export const stryker = {
  program: fromRoot('node_modules/@stryker-mutator/core/bin/stryker.js'),
  configuration: 'bench/mutation.config.mjs',
  report: fromRoot('var/mutation/report.json'),
} as const;
