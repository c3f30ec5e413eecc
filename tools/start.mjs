import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/**
 * `npm start`: builds what is stale, then opens the shop in this very process.
 *
 *   node tools/start.mjs [options of storefold start]
 */
const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const LOOK_EVERY_MS = 500;

// A signal to npm ends npm and its shell and is not passed on; a shop that nobody holds any more must not stay behind.
const parent = process.ppid;
const forsaken = () => process.env.npm_lifecycle_event !== undefined && process.ppid !== parent;

const { status } = spawnSync(process.execPath, [here('build.mjs'), '--quiet'], { stdio: 'inherit' });
if (status !== 0 || forsaken()) process.exit(status ?? 1);

const watch = setInterval(() => {
  if (!forsaken()) return;
  clearInterval(watch);
  process.kill(process.pid, 'SIGTERM');
}, LOOK_EVERY_MS);
watch.unref();

process.argv.splice(1, 1, here('../cli/bin/storefold.mjs'), 'start');
await import('../cli/bin/storefold.mjs');
