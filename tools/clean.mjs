import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import manifest from '../package.json' with { type: 'json' };

/** Removes what builds made: `tsc -b` keeps the output of sources that are gone. */
const root = join(dirname(fileURLToPath(import.meta.url)), '..');
for (const workspace of manifest.workspaces) {
  for (const made of ['dist', 'build', '.svelte-kit'])
    rmSync(join(root, workspace, made), { recursive: true, force: true });
}
