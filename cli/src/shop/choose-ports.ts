import { defaultPorts, portNames, serviceNames, type Ports, type ServiceName } from './service-plan.js';
import { messageOf } from '../terminal/failure.js';
import { freePort, portTaken } from './ports.js';

/** A port cannot be had; the message says which, what for, and what to do. */
export class PortTaken extends Error {
  override readonly name = 'PortTaken';
}

/** Where the services behind the storefront listen: the usual ports, free ones, or consecutive ones from a number. */
export type InternalPorts = 'default' | 'auto' | number;

/** A port below 1024 that needs rights, an address that is not of this machine, a name that is none. */
const cannotListen = (name: ServiceName, address: string, port: string, reason: string): string =>
  name === 'ui'
    ? `the storefront cannot listen on ${address}, port ${port} (${reason}); name an address of this machine with --host, or another port with --port`
    : `the ${name} cannot listen on port ${port} (${reason}); start with --internal-ports auto`;

const free = async (avoid: ReadonlySet<number>): Promise<number> => {
  for (;;) {
    const port = await freePort();
    if (!avoid.has(port)) return port;
  }
};

/**
 * Decides on every port before anything starts.
 *
 * @param wanted services that will listen
 * @param ui port of the storefront; 0 asks for a free one
 * @throws PortTaken when one that was named is in use
 */
export const choosePorts = async (options: {
  readonly ui: number;
  readonly internal: InternalPorts;
  readonly host: string;
  readonly wanted?: readonly ServiceName[];
}): Promise<Ports> => {
  const { ui, internal, host, wanted = serviceNames } = options;
  const ports = { ...defaultPorts };
  const chosen = new Set<number>([ui]);
  for (const [index, name] of portNames.entries()) {
    if (name === 'ui') ports[name] = ui === 0 ? await free(chosen) : ui;
    else if (internal === 'auto') ports[name] = await free(chosen);
    else if (internal !== 'default') ports[name] = internal + index;
    chosen.add(ports[name]);
  }
  for (const { name, port: number } of wanted.flatMap((each) => [
    { name: each, port: ports[each] },
    ...(each === 'mail-catcher' ? [{ name: each, port: ports['mail-catcher-smtp'] }] : []),
  ])) {
    const port = number.toString();
    const address = name === 'ui' ? host : '127.0.0.1';
    const taken = await portTaken(number, address).catch((error: unknown) => {
      throw new PortTaken(cannotListen(name, address, port, messageOf(error)));
    });
    if (!taken) continue;
    throw new PortTaken(
      name === 'ui'
        ? `port ${port} is taken by another program; start the shop on another one with --port, such as --port ${(number + 10).toString()}`
        : `port ${port}, which the ${name} needs, is taken by another program (another shop?); start with --internal-ports auto`,
    );
  }
  return ports;
};
