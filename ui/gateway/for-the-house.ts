import { BlockList, isIPv6 } from 'node:net';
import type { RequestHandler } from 'express';

/** Loopback, and networks that no visitor comes from (RFC 1918, RFC 4193). */
const house = new BlockList();
house.addSubnet('127.0.0.0', 8);
house.addSubnet('10.0.0.0', 8);
house.addSubnet('172.16.0.0', 12);
house.addSubnet('192.168.0.0', 16);
house.addAddress('::1', 'ipv6');
house.addSubnet('fc00::', 7, 'ipv6');

/**
 * Lets through what comes straight from a machine of the house, such as a scraper of metrics. The gateway stands where visitors come
 * in; whoever came by a proxy, or from elsewhere, finds nothing here.
 */
export const forTheHouse: RequestHandler = (request, response, next) => {
  const address = (request.socket.remoteAddress ?? '').replace(/^::ffff:/, '');
  const straight = request.headers['x-forwarded-for'] === undefined && request.headers.forwarded === undefined;
  if (straight && address !== '' && house.check(address, isIPv6(address) ? 'ipv6' : 'ipv4')) next();
  else response.sendStatus(404);
};
