import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hashToken, keyFrom, newToken, readLink, sameInConstantTime, sealer, signLink } from '../src/secrets.ts';

const now = keyFrom('a text of more than thirty-two characters');
const before = keyFrom('another text of more than thirty-two characters');

describe('sealed secrets', () => {
  const box = sealer({ current: now, old: [] });

  test('open to what was sealed', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (plain, aad) => {
      expect(box.open(box.seal(plain, aad), aad)).toBe(plain);
    }));
  });
  test('hold nothing in clear and never look the same twice', () => {
    const sealed = box.seal('hunter2-hunter2', 'p1');
    expect(sealed).not.toContain('hunter2');
    expect(Buffer.from(sealed.split('.')[2] ?? '', 'base64url').toString('latin1')).not.toContain('hunter2');
    expect(box.seal('hunter2-hunter2', 'p1')).not.toBe(sealed);
  });
  test('do not open in another record', () => {
    expect(() => box.open(box.seal('x', 'p1'), 'p2')).toThrow('belongs to another record');
  });
  test('do not open after any one character was changed', () => {
    const sealed = box.seal('secret', 'p1');
    fc.assert(fc.property(fc.nat(sealed.length - 2), (at) => {
      const changed = sealed.slice(0, at) + (sealed[at] === 'A' ? 'B' : 'A') + sealed.slice(at + 1);
      expect(() => box.open(changed, 'p1')).toThrow(/cannot be opened|another key/);
    }));
  });
  test('of a former key open while that key is listed', () => {
    const sealed = sealer({ current: before, old: [] }).seal('old', 'p1');
    expect(sealer({ current: now, old: [before] }).open(sealed, 'p1')).toBe('old');
  });
  test('of an unknown key say which setting to mend', () => {
    const other = sealer({ current: before, old: [] });
    expect(() => box.open(other.seal('old', 'p1'), 'p1')).toThrow(`sealed with another key (${other.keyId}). Set IMAS_SECRET_KEY back`);
  });
  test('are sealed under the current key, which they name', () => {
    const rotated = sealer({ current: now, old: [before] });
    expect(rotated.seal('x', 'p1')).toMatch(new RegExp(`^v1\\.${rotated.keyId}\\.`));
    expect(rotated.keyId).toBe(box.keyId);
  });
});

describe('the secret key', () => {
  test('is the same for the same text and another for another', () => {
    expect(keyFrom('a text of more than thirty-two characters')).toEqual(now);
    expect(before).not.toEqual(now);
  });
  test('of 31 characters is refused', () => {
    expect(() => keyFrom('x'.repeat(31))).toThrow('at least 32 characters');
    expect(keyFrom('x'.repeat(32))).toHaveLength(32);
  });
});

describe('one-tap links', () => {
  const link = { user: 'u1', incident: 'i1', nonce: 'n1', exp: 1_000 };
  const keys = { current: now, old: [] };

  test('carry person, incident, nonce and end', () => {
    expect(readLink(signLink(link, keys), keys, 999)).toEqual(link);
  });
  test('are one word that a URL takes as it is', () => {
    const word = signLink({ ...link, user: 'Zoë & co/?#' }, keys);
    expect(encodeURIComponent(word)).toBe(word);
  });
  test('are dead from their end on', () => {
    expect(() => readLink(signLink(link, keys), keys, 1_000)).toThrow('expired');
  });
  test('with a changed content are refused', () => {
    const [, mac] = signLink(link, keys).split('.');
    const [content] = signLink({ ...link, user: 'u2' }, keys).split('.');
    expect(() => readLink(`${content}.${mac}`, keys, 999)).toThrow('not valid');
  });
  test('of a former key are read while that key is listed, then no more', () => {
    const word = signLink(link, { current: before, old: [] });
    expect(readLink(word, { current: now, old: [before] }, 999)).toEqual(link);
    expect(() => readLink(word, keys, 999)).toThrow('not valid');
  });
  test('read from any text are refused in words, never by a crash', () => {
    fc.assert(fc.property(fc.string(), (text) => {
      expect(() => readLink(text, keys, 0)).toThrow('not valid');
    }));
  });
});

describe('tokens', () => {
  test('are 32 characters of a–z and 0–9, and use them all', () => {
    const tokens = Array.from({ length: 200 }, newToken);
    for (const token of tokens) expect(token).toMatch(/^[a-z0-9]{32}$/);
    expect(new Set(tokens).size).toBe(200);
    expect(new Set(tokens.join('')).size).toBe(36);
  });
  test('are stored as SHA-256', () => {
    expect(hashToken('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });
  test.each([['a', 'a', true], ['a', 'b', false], ['a', 'aa', false], ['', '', true]])('%j and %j compare %s', (one, other, same) => {
    expect(sameInConstantTime(one, other)).toBe(same);
  });
});
