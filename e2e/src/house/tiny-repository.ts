import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Every workspace by its folder, with the name by which others import it. */
const workspaces: Readonly<Record<string, string>> = {
  contracts: '@storefold/contracts',
  platform: '@storefold/platform',
  'command-side': '@storefold/command-side',
  projections: '@storefold/projections',
  'query-side': '@storefold/query-side',
  recommender: '@storefold/recommender',
  ui: '@storefold/ui',
  'embedded/event-store': '@storefold/event-store',
  'embedded/document-store': '@storefold/document-store',
  'embedded/mail-catcher': '@storefold/mail-catcher',
  'embedded/payment-gateway': '@storefold/payment-gateway',
  cli: 'storefold',
  bench: '@storefold/bench',
  e2e: '@storefold/e2e',
};

const foreign = ['inversify', 'tsyringe', 'zod', 'undeclared', 'for-development'];

/** A repository with the shape of ours and next to nothing in it, to break rules in. */
export type TinyRepository = {
  readonly path: string;
  readonly write: (file: string, text: string) => void;
  readonly remove: () => void;
};

/**
 * Makes the repository in a temporary folder: every workspace linked as npm links it, each with `src/index.ts`.
 *
 * @param built whether each workspace also has the `dist/index.js` that its `exports` names
 */
export const tinyRepository = (built: boolean): TinyRepository => {
  const path = realpathSync(mkdtempSync(join(tmpdir(), 'storefold-house-')));
  const write = (file: string, text: string) => {
    mkdirSync(dirname(join(path, file)), { recursive: true });
    writeFileSync(join(path, file), text);
  };
  write('package.json', JSON.stringify({ name: 'tiny', private: true, type: 'module' }));
  for (const name of foreign) {
    write(`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', main: 'index.js' }));
    write(`node_modules/${name}/index.js`, '');
  }
  mkdirSync(join(path, 'node_modules/@storefold'));
  for (const [folder, name] of Object.entries(workspaces)) {
    const declared = [...Object.values(workspaces), ...foreign.filter((other) => !/^undeclared|^for-/.test(other))];
    write(
      `${folder}/package.json`,
      JSON.stringify({
        name,
        version: '0.1.0',
        type: 'module',
        exports: { '.': { types: './dist/index.d.ts', default: './dist/index.js' } },
        dependencies: Object.fromEntries(declared.map((other) => [other, '*'])),
        devDependencies: { 'for-development': '*' },
      }),
    );
    write(`${folder}/src/index.ts`, 'export const here = 1;\n');
    if (built) write(`${folder}/dist/index.js`, 'export const here = 1;\n');
    symlinkSync(join(path, folder), join(path, 'node_modules', name));
  }
  return {
    path,
    write,
    remove: () => {
      rmSync(path, { recursive: true, force: true });
    },
  };
};
