import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { atLeast, figure, type Row } from '../result.js';
import { repository, stryker } from '../running/paths.js';
import type { Suite } from './suite.js';

const suite = 'mutation';
const LEAST_SCORE = 85;
const TOLD_SURVIVORS = 40;

/** The part of Stryker's report (mutation-testing-report-schema 2) that is read here. */
type Mutant = {
  readonly status: string;
  readonly mutatorName: string;
  readonly replacement?: string;
  readonly location: { readonly start: { readonly line: number } };
};
type Report = { readonly files: Readonly<Record<string, { readonly mutants: readonly Mutant[] }>> };

const isAny =
  (...statuses: readonly string[]) =>
  ({ status }: Mutant) =>
    statuses.includes(status);
const detected = isAny('Killed', 'Timeout');
const undetected = isAny('Survived', 'NoCoverage');

/** Percent of the changes that count which a spec noticed. */
const scoreOf = (mutants: readonly Mutant[]): number => {
  const noticed = mutants.filter(detected).length;
  const counted = noticed + mutants.filter(undetected).length;
  return counted === 0 ? 0 : (100 * noticed) / counted;
};

const runStryker = async (say: (line: string) => void): Promise<Report> => {
  const child = spawn(process.execPath, [stryker.program, 'run', stryker.configuration], {
    cwd: repository,
    stdio: ['ignore', 'pipe', 'inherit'],
    // Simulations are run for each change that reaches what they use: a few hundred of them notice what thousands do.
    env: { ...process.env, CHECKOUT_INTERLEAVINGS: '200', STOCK_LIFECYCLES: '500' },
  });
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    for (const line of text.split('\n')) if (/INFO|WARN|ERROR|Mutation testing/.test(line)) say(line.trim());
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`Stryker ended with ${String(code)}; what it said stands above`);
  return JSON.parse(readFileSync(stryker.report, 'utf8')) as Report;
};

/** Whether the specs of what decides and of what counts money would notice a mistake. */
export const mutationCheck: Suite = {
  name: suite,
  about: 'changes the deciders and money by one operator, constant or branch at a time; a spec has to notice',
  run: async ({ say }) => {
    const { files } = await runStryker(say);
    const all = Object.entries(files).flatMap(([file, { mutants }]) => mutants.map((mutant) => ({ ...mutant, file })));
    const survivors = all.filter(undetected);
    for (const { file, location, mutatorName, status, replacement } of survivors.slice(0, TOLD_SURVIVORS))
      say(`${status}: ${file}:${location.start.line.toString()} ${mutatorName} ${replacement ?? ''}`);
    const rows: Row[] = [
      atLeast(suite, 'mutation score', scoreOf(all), '%', LEAST_SCORE),
      figure(suite, 'changes tried', all.length, 'changes'),
      figure(suite, 'changes that no spec noticed', survivors.length, 'changes'),
    ];
    for (const [file, { mutants }] of Object.entries(files)) rows.push(figure(suite, file, scoreOf(mutants), '%'));
    return rows;
  },
};
