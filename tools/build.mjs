import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Builds what is stale: TypeScript by `tsc -b` (which knows for itself what changed), then the pages by vite,
 * only where a source of them is newer than what was built.
 *
 *   node tools/build.mjs [--quiet] [--no-ui]
 */
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  // Before anything that an old Node cannot read: what follows would end in a riddle.
  console.error(
    `Node ${process.versions.node} is too old: Storefold needs 20.19 or newer; install it from https://nodejs.org`,
  );
  process.exit(1);
}

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const quiet = process.argv.includes('--quiet');
const say = (line) => {
  if (!quiet) console.log(line);
};

const run = (file, args, cwd = root) => {
  const result = spawnSync(process.execPath, [join(root, 'node_modules', file), ...args], {
    cwd,
    stdio: quiet ? 'pipe' : 'inherit',
  });
  if (result.status === 0) return;
  if (quiet) process.stderr.write(Buffer.concat([result.stdout, result.stderr]));
  process.exit(result.status ?? 1);
};

const newest = (path) => {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) return 0;
  if (!stat.isDirectory()) return stat.mtimeMs;
  return readdirSync(path).reduce((latest, name) => Math.max(latest, newest(join(path, name))), 0);
};

// Whoever starts the shop waits for this: not in silence.
if (quiet && !existsSync(join(root, 'cli/dist/main.js')))
  console.log('building the shop; about a minute, the first time only');
say('building the services (tsc -b)');
run('typescript/bin/tsc', ['-b']);

const ui = join(root, 'ui');
const sources = ['src', 'static', 'vite.config.ts', 'svelte.config.js', 'package.json'].map((name) => join(ui, name));
const built = join(ui, 'build', 'handler.js');
const stale =
  existsSync(join(ui, 'svelte.config.js')) && (!existsSync(built) || newest(built) < Math.max(...sources.map(newest)));
if (!process.argv.includes('--no-ui') && stale) {
  say('building the pages (vite build)');
  run('vite/bin/vite.js', ['build'], ui);
}
