import { createServer, type AddressInfo, type Server } from 'node:net';
import { expect } from 'chai';
import { choosePorts, PortTaken } from './choose-ports.js';
import { accepts, freePort, portTaken } from './ports.js';
import { serviceNames } from './service-plan.js';

const host = '127.0.0.1';

describe('ports', () => {
  let server: Server;
  let taken: number;
  before(async () => {
    server = createServer();
    await new Promise<void>((resolve) => server.listen(0, host, resolve));
    taken = (server.address() as AddressInfo).port;
  });
  after(() => {
    server.close();
  });

  const refusal = async (options: Parameters<typeof choosePorts>[0]): Promise<string> => {
    try {
      await choosePorts(options);
    } catch (error) {
      expect(error).to.be.instanceOf(PortTaken);
      return error instanceof Error ? error.message : '';
    }
    return 'none';
  };

  it('are taken while somebody listens, and free when nobody does', async () => {
    expect(await portTaken(taken, host)).to.equal(true);
    expect(await accepts(taken)).to.equal(true);
    const free = await freePort();
    expect(free).not.to.equal(taken);
    expect(await portTaken(free, host)).to.equal(false);
    expect(await accepts(free)).to.equal(false);
  });

  it('are all different where free ones are asked for', async () => {
    const ports = await choosePorts({ ui: 0, internal: 'auto', host });
    expect(new Set(Object.values(ports)).size).to.equal(serviceNames.length + 1);
  });

  it('follow one another from a number', async () => {
    const ports = await choosePorts({ ui: 0, internal: 20_000, host, wanted: [] });
    expect(ports['event-store']).to.equal(20_000);
    expect(ports.recommender).to.equal(20_007);
  });

  it('of the storefront, where taken: another one is suggested', async () => {
    expect(await refusal({ ui: taken, internal: 'auto', host })).to.match(
      new RegExp(`^port ${taken.toString()} is taken by another program; .* --port ${(taken + 10).toString()}$`),
    );
  });

  it('of a service, where taken: free ones are suggested', async () => {
    expect(await refusal({ ui: 0, internal: taken, host, wanted: ['event-store'] })).to.match(
      new RegExp(`^port ${taken.toString()}, which the event-store needs, .* --internal-ports auto$`),
    );
  });

  it('of services that will not run may be taken', async () => {
    expect(await refusal({ ui: taken, internal: 'auto', host, wanted: ['event-store'] })).to.equal('none');
  });

  it('cannot be had on an address that is not of this machine: it is said', async () => {
    // 198.51.100.0/24 is for documentation: no machine has it.
    expect(await refusal({ ui: 0, internal: 'auto', host: '198.51.100.77', wanted: ['ui'] })).to.match(
      /^the storefront cannot listen on 198\.51\.100\.77, .* --host/,
    );
  });
});
