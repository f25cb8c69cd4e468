import { isIP } from 'node:net';
import { blockListOf } from '../delivery/addresses.ts';
import type { HttpDeps } from './route.ts';

const bare = (address: string): string => address.trim().replace(/^::ffff:(?=\d+\.)/i, '');

/**
 * Who asks. `X-Forwarded-For` counts only when a trusted proxy sent it, and is read from its right end up to
 * the first address that is not such a proxy: everything left of that may be made up.
 * @param trusted addresses and networks
 */
export function clientAddressFrom(trusted: readonly string[]): HttpDeps['clientAddress'] {
  const proxies = blockListOf(trusted);
  const isProxy = (address: string): boolean => {
    const family = isIP(address);
    return family !== 0 && proxies.check(address, family === 4 ? 'ipv4' : 'ipv6');
  };
  return ({ env: { incoming } }) => {
    const remote = incoming.socket.remoteAddress;
    if (remote === undefined) return undefined;
    const peer = bare(remote);
    if (!isProxy(peer)) return peer;
    const hops = String(incoming.headers['x-forwarded-for'] ?? '').split(',').map(bare).filter((word) => isIP(word) !== 0);
    return hops.findLast((hop) => !isProxy(hop)) ?? hops[0] ?? peer;
  };
}
