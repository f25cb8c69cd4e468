import type { LookupAddress } from 'node:dns';
import { describe, expect, test } from 'vitest';
import { RefusedAddress, blockListOf, checkedLookup, demandReachable, mayReach } from '../../src/delivery/addresses.ts';

describe('which addresses an outgoing call may reach', () => {
  test.each([
    '0.0.0.0', '10.1.2.3', '100.64.0.1', '100.100.100.200', '127.0.0.1', '127.255.255.254', '169.254.169.254', '172.16.0.1',
    '172.31.255.255', '192.0.0.192', '192.168.0.1', '198.18.0.1', '198.19.255.255', '203.0.113.9', '224.0.0.1', '240.0.0.1',
    '255.255.255.255', '168.63.129.16', '::', '::1', '::ffff:127.0.0.1', '::ffff:7f00:1', '::ffff:169.254.169.254', '::127.0.0.1',
    'fc00::1', 'fd00:ec2::254', 'fe80::1', 'fe80::1%eth0', 'fec0::1', 'ff02::1', '64:ff9b::7f00:1', '64:ff9b:1::1', '2002:7f00:1::',
    '2001::1', '2001:db8::1', '100::1', 'not an address', '',
  ])('%s: no', (address) => expect(mayReach(address, [])).toBe(false));

  test.each([
    '1.1.1.1', '9.255.255.255', '11.0.0.0', '100.63.255.255', '100.128.0.0', '126.255.255.255', '128.0.0.1', '169.253.1.1', '172.15.255.255',
    '172.32.0.0', '192.167.1.1', '198.17.1.1', '198.20.0.0', '223.255.255.255', '2606:4700:4700::1111', '::ffff:1.1.1.1', '2a00::1',
  ])('%s: yes', (address) => expect(mayReach(address, [])).toBe(true));

  test.each([
    ['127.0.0.1', '127.0.0.1', true],
    ['127.0.0.1', '127.0.0.2', false],
    ['127.0.0.1', '::ffff:127.0.0.1', true],
    ['10.0.0.0/8', '10.255.0.1', true],
    ['10.0.0.0/8', '192.168.0.1', false],
    ['::1', '::1', true],
    ['fd00::/8', 'fd12::9', true],
    ['fd00::/8', 'fc12::9', false],
  ])('with %s allowed, %s: %s', (allowed, address, may) => expect(mayReach(address, [allowed])).toBe(may));
});

describe('the list of allowed addresses', () => {
  test.each(['localhost', '10.0.0.0/33', '10.0.0.0/', '10.0.0.0/x', 'fd00::/129', '10.0.0', '', '1.2.3.4-9'])('refuses %j by name', (entry) => {
    expect(() => blockListOf(['127.0.0.1', entry])).toThrow(`IMAS_ALLOW_ADDRESSES holds “${entry}”`);
    expect(() => checkedLookup([entry])).toThrow('IMAS_ALLOW_ADDRESSES');
  });
});

describe('looking up a name', () => {
  const resolving = (...found: LookupAddress[]) => checkedLookup(['10.9.0.0/16'], (_host, _options, done) => done(null, found));
  const lookUp = (lookup: ReturnType<typeof checkedLookup>, all: boolean) =>
    new Promise((resolve, reject) => lookup('x.example', { all }, (error, address) => (error ? reject(error) : resolve(address))));

  test('hands on public addresses, all or the first as asked', async () => {
    const found = [{ address: '1.1.1.1', family: 4 }, { address: '2606:4700::1', family: 6 }];
    expect(await lookUp(resolving(...found), true)).toEqual(found);
    expect(await lookUp(resolving(...found), false)).toBe('1.1.1.1');
  });
  test('refuses a name that leads to loopback', async () => {
    await expect(lookUp(resolving({ address: '127.0.0.1', family: 4 }), true)).rejects.toThrow(RefusedAddress);
  });
  test('refuses a name with one private address among public ones', async () => {
    const mixed = resolving({ address: '1.1.1.1', family: 4 }, { address: 'fd00::1', family: 6 });
    await expect(lookUp(mixed, false)).rejects.toThrow(RefusedAddress);
  });
  test('lets an allowed private address pass', async () => {
    expect(await lookUp(resolving({ address: '10.9.1.1', family: 4 }), false)).toBe('10.9.1.1');
  });
  test('refuses a name without any address', async () => {
    await expect(lookUp(resolving(), true)).rejects.toThrow(RefusedAddress);
  });
  test('hands on the resolver’s own error', async () => {
    const failing = checkedLookup([], (_host, _options, done) => done(new Error('ENOTFOUND'), []));
    await expect(lookUp(failing, true)).rejects.toThrow('ENOTFOUND');
  });
});

test('a numeric host is judged at once, a name is left to the look-up', () => {
  expect(() => demandReachable('[::1]', [])).toThrow(RefusedAddress);
  expect(() => demandReachable('127.0.0.1', [])).toThrow(RefusedAddress);
  expect(() => demandReachable('[::1]', ['::1'])).not.toThrow();
  expect(() => demandReachable('localhost', [])).not.toThrow();
});
