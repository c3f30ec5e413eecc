import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** `npm test`: builds, then runs every spec of every workspace. Arguments go to mocha (`npm test -- --grep basket`). */
const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const run = (args) => {
  const { status, signal } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
  // Without a word of ours a run that was killed would look like one that stopped in the middle of a line.
  if (signal) process.stderr.write(`ended by ${signal}: ${args.join(' ')}\n`);
  return status ?? 1;
};

const built = run([join(root, 'tools/build.mjs')]);
if (built !== 0) process.exit(built);
process.exit(run([join(root, 'node_modules/mocha/bin/mocha.js'), ...process.argv.slice(2)]));
