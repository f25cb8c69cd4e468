import { type LookupAddress, type LookupAllOptions, lookup as systemLookup } from 'node:dns';
import { BlockList, type LookupFunction, type Socket, connect, isIP } from 'node:net';
import { invalid } from '../errors.ts';

/**
 * Networks that no outgoing call may reach unless an operator allows it: the IANA
 * special-purpose registries (RFC 6890, RFC 8190), the IPv6 forms that carry an IPv4
 * address inside, and the cloud metadata services that live outside those ranges.
 */
const FORBIDDEN: readonly string[] = [
  '0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24',
  '192.0.2.0/24', '192.88.99.0/24', '192.168.0.0/16', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24',
  '224.0.0.0/4', '240.0.0.0/4',
  '::/96', '64:ff9b::/96', '64:ff9b:1::/48', '100::/64', '2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20', '5f00::/16',
  'fc00::/7', 'fe80::/10', 'fec0::/10', 'ff00::/8',
  // Azure's platform address: public by its number, internal by its use.
  '168.63.129.16/32',
];
const forbidden = blockListOf(FORBIDDEN);

/** The address or one of the addresses of `host` may not be called. */
export class RefusedAddress extends Error {
  readonly host: string;
  constructor(host: string) {
    super(`${host} leads to an address that may not be reached`);
    this.name = 'RefusedAddress';
    this.host = host;
  }
}

/**
 * Addresses and CIDR networks as a list to check against.
 * @param entries such as `127.0.0.1`, `10.0.0.0/8`, `fd00::/8`
 * @throws invalid, naming the entry that is neither
 */
export function blockListOf(entries: readonly string[]): BlockList {
  const list = new BlockList();
  for (const entry of entries) {
    const [address = '', bits] = entry.trim().split('/');
    const family = isIP(address);
    const prefix = bits === undefined ? (family === 4 ? 32 : 128) : Number(bits);
    const wellFormed = family !== 0 && (bits === undefined || /^\d{1,3}$/.test(bits)) && prefix <= (family === 4 ? 32 : 128);
    if (!wellFormed) throw invalid('delivery.allow_address_invalid', { entry });
    list.addSubnet(address, prefix, family === 4 ? 'ipv4' : 'ipv6');
  }
  return list;
}

/**
 * May an outgoing call go to this address? v4-mapped IPv6 is judged by the IPv4 address inside.
 * @param address numeric, without brackets
 */
export function mayReach(address: string, allow: readonly string[]): boolean {
  const list = lists.get(allow) ?? blockListOf(allow);
  lists.set(allow, list);
  return passes(address, list);
}
/** What operators allow does not change while we run. */
const lists = new WeakMap<readonly string[], BlockList>();

function passes(address: string, allowed: BlockList): boolean {
  const bare = address.replace(/%.*$/, '');
  const family = isIP(bare);
  if (family === 0) return false;
  const type = family === 4 ? 'ipv4' : 'ipv6';
  return !forbidden.check(bare, type) || allowed.check(bare, type);
}

type Resolve = (host: string, options: LookupAllOptions, done: (error: Error | null, found: LookupAddress[]) => void) => void;

/**
 * A `lookup` for net, tls and undici that hands on only checked addresses, so that what
 * was checked is what is connected to. One forbidden address among several refuses the host.
 * Node does not call it for numeric hosts: use `demandReachable` for those.
 */
export function checkedLookup(allow: readonly string[], resolve: Resolve = systemLookup): LookupFunction {
  // Read here, since an error thrown in the resolver's callback would end the process.
  const allowed = blockListOf(allow);
  return (host, options, done) => {
    resolve(host, { ...options, all: true }, (error, found) => {
      const [first] = found ?? [];
      if (error || !first) return done(error ?? new RefusedAddress(host), []);
      if (!found.every(({ address }) => passes(address, allowed))) return done(new RefusedAddress(host), []);
      return options.all ? done(null, found) : done(null, first.address, first.family);
    });
  };
}

/**
 * Refuses a host that is itself a forbidden address; names are left to `checkedLookup`.
 * @param host with or without the brackets of an IPv6 URL
 * @throws RefusedAddress
 */
export function demandReachable(host: string, allow: readonly string[]): void {
  const bare = host.replace(/^\[|\]$/g, '');
  if (isIP(bare) !== 0 && !mayReach(bare, allow)) throw new RefusedAddress(bare);
}

/**
 * Opens a TCP connection to a checked address.
 * @throws RefusedAddress; the signal's reason; else the socket's own error
 */
export async function connectChecked(to: { host: string; port: number }, allow: readonly string[], signal: AbortSignal): Promise<Socket> {
  demandReachable(to.host, allow);
  signal.throwIfAborted();
  const socket = connect({ ...to, lookup: checkedLookup(allow) });
  const abort = () => socket.destroy(signal.reason instanceof Error ? signal.reason : new Error('interrupted'));
  signal.addEventListener('abort', abort, { once: true });
  socket.once('close', () => signal.removeEventListener('abort', abort));
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve).once('error', reject);
  });
  return socket;
}
