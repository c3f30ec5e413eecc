import { exactly, figure, type Row } from '../result.js';
import { projectionsSpec } from '../running/paths.js';
import { runSpecAtLength } from '../running/spec.js';
import type { Suite } from './suite.js';

const suite = 'projections';

/** Whether views are right after two hundred kills, and whether they skip nothing of a million appends. */
export const projectionsCheck: Suite = {
  name: suite,
  about: 'kills projectors at their steps and at random, and has sixteen writers append a million events',
  run: async ({ rows: word = '', scale, say }) => {
    const rows: Row[] = [];
    const atLength = async (path: string, what: string, variable: string, runs: number): Promise<void> => {
      if (!what.includes(word)) return;
      const passed = await runSpecAtLength(projectionsSpec(path), variable, runs, say);
      rows.push(figure(suite, what, runs, 'tries'), exactly(suite, `${what}: found`, passed ? 0 : 1, 'faults', 0));
    };
    await atLength('engine/kills.int.spec', 'kills of projectors', 'PROJECTOR_KILLS', Math.round(200 * scale));
    await atLength(
      'engine/no-skips.int.spec',
      'appends by sixteen writers',
      'PROJECTED_APPENDS',
      Math.round(1_000_000 * scale),
    );
    return rows;
  },
};
