import { join } from 'node:path';
import { EventStoreDBClient } from '@eventstore/db-client';
import { Command } from 'commander';
import { copyLog } from '../maintenance/copy-log.js';
import { counted, fail, print } from './report.js';

type CopyOptions = { readonly to: string; readonly data: string; readonly state?: string; readonly json: boolean };

/** `event-store copy --to esdb://...`: the way from this event store to EventStoreDB. */
export const copyCommand = (): Command =>
  new Command('copy')
    .description('copy all events into EventStoreDB, in their order, with their ids and revisions; can be resumed')
    .requiredOption(
      '--to <url>',
      'connection string of the target, such as esdb://admin:changeit@events.example.com:2113',
    )
    .requiredOption(
      '--data <folder>',
      'the data folder to copy; its server may run, what it adds at the end may be missed',
    )
    .option('--state <file>', 'where it is kept how far the copy is', undefined)
    .option('--json', 'print the report as JSON', false)
    .action(async ({ to, data, state, json }: CopyOptions) => {
      let client: EventStoreDBClient | undefined;
      try {
        client = EventStoreDBClient.connectionString(to);
        const report = await copyLog(data, client, state ?? stateFile(data, to), progress(json));
        const shifted = report.shifted.slice(0, 5).join(', ');
        print(
          json,
          `${counted(report.events, 'event')} of ${counted(report.streams, 'stream')} are in the target; ${counted(report.left, 'event')} that each server writes of itself were left` +
            (shifted === ''
              ? ''
              : `; ${counted(report.shifted.length, 'stream')} whose beginning was scavenged begin at revision 0 there: ${shifted}`),
          report,
        );
      } catch (error) {
        fail(json, error);
      } finally {
        await client?.dispose();
      }
    });

const stateFile = (data: string, to: string): string =>
  join(data, `copy-to-${to.replace(/^.*@|^\w+(\+\w+)?:\/\//, '').replace(/[^\w.-]+/g, '_')}.json`);

/** A line once a second, for who waits. */
const progress = (json: boolean): ((events: number) => void) => {
  let toldAt = performance.now();
  return (events) => {
    if (json || performance.now() - toldAt < 1_000) return;
    toldAt = performance.now();
    process.stderr.write(`copied ${counted(events, 'event')}\n`);
  };
};
