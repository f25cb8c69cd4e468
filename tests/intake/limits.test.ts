import { describe, expect, test } from 'vitest';
import { fire } from '../../src/intake/signals.ts';

const receivedAt = new Date('2026-06-01T12:00:00Z');
const signal = (found: Partial<Parameters<typeof fire>[0]>) => fire({ name: 'Down', ...found }, receivedAt);

describe('limits of an alert', () => {
  test('keeps 64 of 10,000 labels, those that decide where it goes among them', () => {
    const many = Object.fromEntries(Array.from({ length: 9_998 }, (_, i) => [`a${i}`, 'x']));
    const { labels, notes } = signal({ labels: { ...many, service: 'redis', team: 'sre' } });
    expect([labels.size, labels.get('service'), labels.get('team'), notes]).toEqual([64, 'redis', 'sre', ['9936 of 10000 labels left out']]);
  });

  test('cuts a label value to 4 KiB without breaking a character', () => {
    const { labels, notes } = signal({ labels: { long: '🔴'.repeat(2000), short: 'x'.repeat(4096) } });
    expect(Buffer.byteLength(labels.get('long')!)).toBeLessThanOrEqual(4096);
    expect(labels.get('long')).toMatch(/^(🔴){1023}…$/u);
    expect(labels.get('short')).toHaveLength(4096);
    expect(notes).toEqual(['1 label value cut to 4 KiB']);
  });

  test('cuts a description to 64 KiB', () => {
    const { description, notes } = signal({ description: 'é'.repeat(60_000) });
    expect([Buffer.byteLength(description) <= 65_536, description.at(-1), notes]).toEqual([true, '…', ['description cut to 64 KiB']]);
  });

  test('cuts a name to 500 characters and keeps the whole of it in the description', () => {
    const { name, description, notes } = signal({ name: 'n'.repeat(501) });
    expect([name, description, notes]).toEqual([`${'n'.repeat(499)}…`, 'n'.repeat(501), ['name cut to 500 characters']]);
  });

  test('puts a name on one line', () => {
    expect(signal({ name: ' Redis\n is\tdown ' }).name).toBe('Redis is down');
  });

  test('keeps an identity of 255 characters and hashes a longer one', () => {
    expect(signal({ identity: 'f'.repeat(255) }).fingerprint).toBe('f'.repeat(255));
    expect(signal({ identity: 'f'.repeat(20_000) }).fingerprint).toMatch(/^[0-9a-f]{64}$/);
  });

  test.each([
    ['https://wiki.example.com/a?b=c#d', 'https://wiki.example.com/a?b=c#d'],
    ['HTTP://wiki.example.com', 'HTTP://wiki.example.com'],
    ['https://wiki.example.com/a b|<c>', 'https://wiki.example.com/a%20b|%3Cc%3E'],
    ['https://', undefined],
    ['javascript:alert(1)', undefined],
    ['ftp://wiki.example.com', undefined],
    ['/relative', undefined],
    [`https://wiki.example.com/${'a'.repeat(2000)}`, undefined],
  ])('takes the address %j as %j', (url, kept) => {
    const said = signal({ url });
    expect([said.url, said.notes.length]).toEqual([kept, kept === undefined ? 1 : 0]);
  });

  test('writes out labels that are not text, and leaves out null', () => {
    expect([...signal({ labels: { a: 1, b: true, c: null, d: { e: [1] }, f: '' } }).labels]).toEqual([
      ['a', '1'],
      ['b', 'true'],
      ['d', '{"e":[1]}'],
      ['f', ''],
    ]);
  });
});
