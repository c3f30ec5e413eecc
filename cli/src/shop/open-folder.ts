import { dataFolder, ensureKeys, prepareDataFolder, type DataFolder } from './data-folder.js';
import { lockFolder } from './folder-lock.js';
import { endOrphans } from './orphans.js';
import { readRunFile, removeRunFile } from './run-file.js';

export type OpenFolder = DataFolder & { readonly release: () => void };

/**
 * Takes a data folder for this process: makes what is missing, and ends what an earlier start that was killed left running.
 *
 * @param say told what was found
 * @throws UnusableFolder, FolderInUse
 */
export const openFolder = async (root: string, say: (sentence: string) => void): Promise<OpenFolder> => {
  const folder = dataFolder(root);
  prepareDataFolder(folder);
  const release = lockFolder(root);
  try {
    const last = readRunFile(root);
    if (last) {
      const ended = await endOrphans(last);
      if (ended.length > 0) say(`ended what an earlier start had left running: ${ended.join(', ')}`);
      removeRunFile(root);
    }
    ensureKeys(folder);
    return { ...folder, release };
  } catch (error) {
    release();
    throw error;
  }
};
