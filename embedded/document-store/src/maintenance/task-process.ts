import { backUp } from './backup.js';
import { DamagedDataFile } from '../storage/data-file.js';
import { checkStore } from './check-store.js';

// Reads a data folder in a process of its own and prints one line of JSON. LMDB maps its file into memory and trusts it: a damaged one may
// end the process that reads it, and whoever asked must be left to say so.
const [task, dataDir = '', target = ''] = process.argv.slice(2);
try {
  const report = task === 'backup' ? await backUp(dataDir, target) : await checkStore(dataDir);
  process.stdout.write(JSON.stringify({ report }));
} catch (error) {
  const damaged = error instanceof DamagedDataFile ? { damaged: error.fault } : {};
  process.stdout.write(JSON.stringify({ error: error instanceof Error ? error.message : String(error), ...damaged }));
}
