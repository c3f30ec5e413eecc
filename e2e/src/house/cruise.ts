import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** One broken rule: which, by which file, by importing what. */
export type Violation = { readonly rule: string; readonly from: string; readonly to: string };

type CruiseReport = {
  readonly summary: {
    readonly totalCruised: number;
    readonly violations: readonly {
      readonly from: string;
      readonly to: string;
      readonly rule: { readonly name: string };
    }[];
  };
};

/**
 * Runs dependency-cruiser with the rules of this repository, as `npm run arrows` does.
 *
 * @param root the repository whose rules and tools are used
 * @param cwd the repository that is judged
 * @param folders what to look at, relative to `cwd`
 */
export const cruise = (
  root: string,
  cwd: string,
  folders: readonly string[],
): { readonly modules: number; readonly violations: readonly Violation[] } => {
  const result = spawnSync(
    process.execPath,
    [
      join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs'),
      ...['--config', join(root, '.dependency-cruiser.cjs'), '--output-type', 'json'],
      ...folders,
    ],
    { cwd, encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 },
  );
  if (!result.stdout.startsWith('{')) throw new Error(`dependency-cruiser said: ${result.stdout}${result.stderr}`);
  // The tool's own report, in the shape its version in package.json documents.
  const { summary } = JSON.parse(result.stdout) as CruiseReport;
  return {
    modules: summary.totalCruised,
    violations: summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to })),
  };
};
