import { setTimeout as sleep } from 'node:timers/promises';
import type { ProjectionDesk, ViewReport } from '@storefold/projections';
import type { Command } from 'commander';
import { atDesk, type WhichShop } from '../projections/open-desk.js';
import { bytes, json, table } from '../projections/table.js';
import { fail, messageOf } from '../terminal/failure.js';
import { progressView } from '../terminal/progress.js';

type Common = WhichShop & { readonly json: boolean };
const POLL_MS = 300;

/** Runs a command at the desk: prints what it answers, as text or JSON; a failure is exit code 1. */
export const deskCommand = async (
  options: Common,
  work: (desk: ProjectionDesk) => Promise<{ readonly data: unknown; readonly text: string; readonly failed?: boolean }>,
): Promise<void> => {
  try {
    const { data, text, failed = false } = await atDesk(options, work);
    process.stdout.write(options.json ? json(data) : text);
    if (failed) process.exitCode = 1;
  } catch (error) {
    fail(messageOf(error), options.json);
  }
};

export const withShop = (command: Command): Command =>
  command
    .option('--data <folder>', 'data folder of the shop (default: STOREFOLD_DATA, else ./var)')
    .option('--event-store <url>', 'the event store, instead of that of a shop on this machine (or EVENT_STORE_URL)')
    .option('--read-models <url>', 'the document store with its database (or READ_MODELS_URL)')
    .option('--json', 'print JSON', false);

const viewTable = (reports: readonly ViewReport[]): string =>
  table([
    ['view', 'version', 'build', 'state', 'behind', 'dead letters'],
    ...reports.flatMap(({ view, version, paused, builds, deadLetters }) =>
      builds.map(({ id, state, behindBytes, folded }) => [
        ...[view, version.toString(), id, paused ? `${state}, paused` : state],
        folded ? bytes(behindBytes) : 'stands still: of another release',
        state === 'live' && deadLetters > 0 ? deadLetters.toString() : '',
      ]),
    ),
  ]);

/** Shows how far a build is until readers are given it, or it waits for a person. */
const follow = async (desk: ProjectionDesk, view: string, build: string): Promise<string> => {
  const progress = progressView();
  try {
    for (;;) {
      const found = (await desk.report()).find((report) => report.view === view)?.builds.find(({ id }) => id === build);
      if (!found) throw new Error(`${build} is gone`);
      const done = found.considered < 0n ? 0 : Number(found.considered);
      progress.show(`${build}, bytes of log`, done, done + found.behindBytes);
      if (found.state !== 'building') return found.state;
      await sleep(POLL_MS);
    }
  } finally {
    progress.end();
  }
};

const rebuildAll = async (
  desk: ProjectionDesk,
  names: readonly string[],
  { hold, wait }: { readonly hold: boolean; readonly wait: boolean },
) => {
  const builds: { view: string; build: string; state: string }[] = [];
  for (const view of names) builds.push({ view, build: await desk.rebuild(view, !hold), state: 'building' });
  if (wait) for (const one of builds) one.state = await follow(desk, one.view, one.build);
  const text = builds.map(({ view, build, state }) => `${view}: ${build} is ${state}\n`).join('');
  return { data: { builds }, text };
};

const proofText = (
  view: string,
  { documents, events, faults, found, moving }: Awaited<ReturnType<ProjectionDesk['verify']>>,
) =>
  [
    `${view}: ${found === 0 ? 'proven' : 'NOT AS ITS HISTORY'}: ${documents.toString()} documents against ${events.toString()} events, ${found.toString()} wrong`,
    ...(moving > 0 ? [`  ${moving.toString()} changed all the while; nothing is known of them`] : []),
    ...faults
      .slice(0, 20)
      .map(
        ({ key, kind, field, expected, found: is, origin, repaired }) =>
          `  ${key}: ${kind}${field === '' ? '' : ` at ${field}`}: ${json(is).trim()} instead of ${json(expected).trim().slice(0, 200)}${origin ? `, made by ${origin.type} ${origin.eventId} at ${origin.position.toString()}` : ''}${repaired ? '; mended' : ''}`,
      ),
    ...(faults.length > 20 ? [`  and ${(found - 20).toString()} more; --json tells them`] : []),
  ].join('\n') + '\n';

/** `storefold projections`: read models, as the person sees them who answers for them. */
export const addProjectionsCommand = (program: Command): void => {
  const group = program.command('projections').description('Read models: how far they are, their builds, their proof.');
  const add = (usage: string, description: string) => withShop(group.command(usage).description(description));

  add('list', 'Every view, its builds and how far each is behind the log.').action((options: Common) =>
    deskCommand(options, async (desk) => {
      const views = await desk.report();
      return { data: { views }, text: viewTable(views) };
    }),
  );
  add('status <view>', 'One view and its builds.').action((view: string, options: Common) =>
    deskCommand(options, async (desk) => {
      desk.view(view);
      const views = (await desk.report()).filter((report) => report.view === view);
      return { data: views[0], text: viewTable(views) };
    }),
  );
  add('rebuild [view]', 'Folds a view anew beside what readers are given, who are given it when it is whole.')
    .option('--all', 'every view', false)
    .option('--hold', 'wait for `promote` when it is whole', false)
    .option('--no-wait', 'do not wait for it')
    .action((view: string | undefined, options: Common & { all: boolean; hold: boolean; wait: boolean }) =>
      deskCommand(options, async (desk) => {
        if ((view === undefined) !== options.all) throw new Error('name a view, or say --all');
        const names = view === undefined ? (await desk.report()).map((report) => report.view) : [view];
        return rebuildAll(desk, names, options);
      }),
    );
  add('verify [view]', 'Replays the history beside a view and compares every document. Exit code 1 when one is wrong.')
    .option('--all', 'every view', false)
    .option('--repair', 'mend what is wrong', false)
    .option('--build <build>', 'another build than the live one')
    .action((view: string | undefined, options: Common & { all: boolean; repair: boolean; build?: string }) =>
      deskCommand(options, async (desk) => {
        if ((view === undefined) !== options.all) throw new Error('name a view, or say --all');
        const reports = await desk.report();
        const names = view === undefined ? reports.map((report) => report.view) : [view];
        const head = headOf(reports);
        const progress = progressView();
        const proofs: { view: string; proof: Awaited<ReturnType<ProjectionDesk['verify']>> }[] = [];
        for (const name of names) {
          const { repair, build } = options;
          const onProgress = (events: number, position: bigint) => {
            progress.show(`${name}, events replayed`, events, aboutAll(events, position, head));
          };
          const proof = await desk.verify(name, { repair, onProgress, ...(build === undefined ? {} : { build }) });
          proofs.push({ view: name, proof });
        }
        progress.end();
        const failed = proofs.some(({ proof }) => proof.faults.some(({ repaired }) => !repaired));
        return {
          data: { proofs },
          text: proofs.map(({ view: name, proof }) => proofText(name, proof)).join(''),
          failed,
        };
      }),
    );
  add('promote <view> [build]', 'Gives readers a build that is ready.').action(
    (view: string, build: string | undefined, options: Common) =>
      deskCommand(options, async (desk) => {
        const live = await desk.promote(view, build);
        return { data: { view, live }, text: `readers of ${view} are given ${live}\n` };
      }),
  );
  add('rollback <view>', 'Gives readers the build that they had before, at once.').action(
    (view: string, options: Common) =>
      deskCommand(options, async (desk) => {
        const live = await desk.rollback(view);
        return { data: { view, live }, text: `readers of ${view} are given ${live}\n` };
      }),
  );
  for (const paused of [true, false])
    add(
      paused ? 'pause <view>' : 'resume <view>',
      paused ? 'Folds nothing more into a view; readers are given what there is.' : 'Goes on folding a view.',
    ).action((view: string, options: Common) =>
      deskCommand(options, async (desk) => {
        await desk.pause(view, paused);
        return { data: { view, paused }, text: `${view} ${paused ? 'is paused' : 'goes on'}\n` };
      }),
    );
  add('show <view> <document>', 'A document as it is or was, and the event behind each of its fields.')
    .option('--at <position>', 'as of a position of the log')
    .option('--occurred-by <time>', 'as of what had happened by then (ISO 8601)')
    .action((view: string, key: string, options: Common & { at?: string; occurredBy?: string }) =>
      deskCommand(options, async (desk) => {
        const { at, occurredBy } = options;
        if (at !== undefined && !/^\d+$/.test(at)) throw new Error(`"${at}" is no position; expected digits`);
        const moment = occurredBy === undefined ? { position: at === undefined ? ENDS : BigInt(at) } : { occurredBy };
        const document = await desk.documentAsOf(view, key, moment);
        if (!document) throw new Error(`${view} had no document ${key} then`);
        const origins = await desk.originsOf(view, key);
        const rows = origins.map(({ field, type, position, eventId }) => [field, type, position.toString(), eventId]);
        return {
          data: { document, origins },
          text: `${json(document)}\n${table([['field', 'made by', 'at', 'event'], ...rows])}`,
        };
      }),
    );
};

/** Where the log ends, as far as builds tell. */
const headOf = (reports: readonly ViewReport[]): bigint =>
  reports
    .flatMap(({ builds }) => builds.map(({ considered, behindBytes }) => considered + BigInt(behindBytes)))
    .reduce((most, head) => (head > most ? head : most), -1n);

/** How many events there are about, as many to a byte of log as were replayed so far; undefined before any was. */
const aboutAll = (events: number, position: bigint, head: bigint): number | undefined =>
  position <= 0n ? undefined : Math.max(events, Math.round((events * Number(head)) / Number(position)));

/** Beyond every log. */
const ENDS = 2n ** 62n;
