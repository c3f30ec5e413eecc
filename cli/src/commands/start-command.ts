import { Option, type Command } from 'commander';
import { dataRoot } from '../shop/data-folder.js';
import { fail, messageOf } from '../terminal/failure.js';
import { shopLog } from '../terminal/shop-log.js';
import { internalPortsOption, portOption } from './options.js';
import type { InternalPorts } from '../shop/choose-ports.js';

type Options = {
  readonly port: number;
  readonly host: string;
  readonly internalPorts: InternalPorts;
  readonly data?: string;
  readonly empty: boolean;
  readonly json: boolean;
};

/** `storefold start`: the whole shop on this machine, until Ctrl-C. */
export const addStartCommand = (program: Command): void => {
  program
    .command('start')
    .description('Starts the whole shop on this machine, each service its own process. Ctrl-C stops it in order.')
    .option('--port <port>', 'where the storefront answers; 0 asks for a free port', portOption, 8080)
    .option(
      '--host <address>',
      'address on which the storefront listens; the rest listens on this machine only',
      '127.0.0.1',
    )
    .addOption(
      new Option(
        '--internal-ports <ports>',
        'ports of the services behind it: "auto" for free ones, or the first of ten',
      )
        .argParser(internalPortsOption)
        .default('default', '8081 to 8084, 1025, 2113, 8025, 12111, 27017'),
    )
    .option('--data <folder>', 'where the shop keeps its data (default: STOREFOLD_DATA, else ./var)')
    .option('--empty', 'do not fill an empty shop with the sample', false)
    .option('--json', 'one JSON object a line instead of text', false)
    .action(async ({ port, host, internalPorts, data, empty, json }: Options) => {
      const root = dataRoot(data);
      const log = shopLog({ json });
      try {
        const { startShop } = await import('../shop/start-shop.js');
        await startShop({ root, port, host, internalPorts, fill: !empty, log, untilSignal: true });
      } catch (error) {
        fail(messageOf(error), json);
        await log.close();
        process.exit(1);
      }
    });
};
