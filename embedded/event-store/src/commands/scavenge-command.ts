import { Command } from 'commander';
import { counted, fail, print } from './report.js';

type ScavengeOptions = { readonly url: string; readonly json: boolean };

/** `event-store scavenge`: asks a running server to give back the room of what cannot be read any more. */
export const scavengeCommand = (): Command =>
  new Command('scavenge')
    .description('give back the room of deleted and shortened streams, while the server runs')
    .option('--url <url>', 'the server', 'esdb://127.0.0.1:2113?tls=false')
    .option('--json', 'print the report as JSON', false)
    .action(async ({ url, json }: ScavengeOptions) => {
      try {
        const { host } = new URL(url.replace(/^esdb:/, 'http:'));
        const response = await fetch(`http://${host}/admin/scavenge?wait=true`, { method: 'POST' });
        const report: unknown = await response.json();
        if (!response.ok || !isReport(report))
          throw new Error(`the server at ${host} answered ${response.status.toString()}`);
        if (report.result === 'Failed') throw new Error(report.error ?? 'the scavenge failed');
        print(
          json,
          `${report.result === 'Stopped' ? 'stopped, ' : ''}${counted(report.spaceSaved, 'byte')} given back`,
          report,
        );
      } catch (error) {
        fail(json, error);
      }
    });

type Report = { readonly result: string; readonly spaceSaved: number; readonly error?: string };

const isReport = (value: unknown): value is Report =>
  value !== null && typeof value === 'object' && 'result' in value && 'spaceSaved' in value;
