import { createCipheriv, createDecipheriv, createHash, createHmac, hash, hkdfSync, randomBytes, randomInt, scryptSync, timingSafeEqual } from 'node:crypto';
import { invalid, unavailable } from './errors.ts';

const SHORTEST_KEY = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;
const TOKEN_LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789';
const TOKEN_LENGTH = 32;

/** Keys of 32 bytes: new things use `current`, `old` ones still open what they once closed. */
export interface Keys {
  current: Buffer;
  old: readonly Buffer[];
}

/**
 * The key that IMAS_SECRET_KEY stands for. Stretched with scrypt (about 50 ms, once at start),
 * since a person may have chosen the text; the salt is fixed because the same text must give the same key.
 * @throws invalid when shorter than 32 characters
 */
export function keyFrom(text: string): Buffer {
  if (text.length < SHORTEST_KEY) throw invalid('secrets.key_too_short');
  return scryptSync(text, 'imas-manager/secret-key/1', 32);
}

export interface Sealer {
  /** Names the current key; part of everything it seals. */
  keyId: string;
  /** @param aad the record's id: a sealed text copied into another record does not open there */
  seal(plain: string, aad: string): string;
  /** @throws unavailable when the key is unknown, or the text damaged or another record's */
  open(text: string, aad: string): string;
}

/** AES-256-GCM under the current key; `v1.<key id>.<iv, text and tag in base64url>`. */
export function sealer(keys: Keys): Sealer {
  const known = new Map([keys.current, ...keys.old].map((key) => purposeKey(key, 'seal')).map((key) => [idOf(key), key]));
  const [[keyId, current]] = [...known] as [[string, Buffer]];
  return {
    keyId,
    seal(plain, aad) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', current, iv).setAAD(Buffer.from(`v1.${keyId}.${aad}`));
      const sealed = Buffer.concat([iv, cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]);
      return `v1.${keyId}.${sealed.toString('base64url')}`;
    },
    open(text, aad) {
      const [, id, encoded] = /^v1\.([0-9a-f]{8})\.([\w-]+)$/.exec(text) ?? [];
      if (id === undefined || encoded === undefined) throw unavailable('secrets.damaged');
      const key = known.get(id);
      if (!key) throw unavailable('secrets.unknown_key', { id });
      const sealed = Buffer.from(encoded, 'base64url');
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES })
          .setAAD(Buffer.from(`v1.${id}.${aad}`))
          .setAuthTag(sealed.subarray(-TAG_BYTES));
        return Buffer.concat([decipher.update(sealed.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()]).toString('utf8');
      } catch (cause) {
        throw unavailable('secrets.damaged', {}, { cause });
      }
    },
  };
}

/** A one-tap link's content: who may acknowledge which incident, once, until when. */
export interface Link {
  user: string;
  /** null: it is about what its message was about, several incidents or a test. */
  incident: string | null;
  /** Makes it single-use: the caller keeps those that were used. */
  nonce: string;
  /** Unix seconds. */
  exp: number;
}

/** The link as one URL-safe word, signed under a key that serves nothing else. */
export function signLink(link: Link, keys: Keys): string {
  const content = Buffer.from(JSON.stringify([link.user, link.incident, link.nonce, link.exp])).toString('base64url');
  return `${content}.${linkMac(content, keys.current)}`;
}

/**
 * @param now unix seconds
 * @throws invalid when forged, damaged or expired
 */
export function readLink(text: string, keys: Keys, now: number): Link {
  const [content = '', mac = '', ...rest] = text.split('.');
  const genuine = rest.length === 0 && [keys.current, ...keys.old].some((key) => sameInConstantTime(mac, linkMac(content, key)));
  if (!genuine) throw invalid('secrets.link_invalid');
  const [user, incident, nonce, exp] = JSON.parse(Buffer.from(content, 'base64url').toString('utf8')) as [string, string | null, string, number];
  if (exp <= now) throw invalid('secrets.link_expired');
  return { user, incident, nonce, exp };
}

/** An id as one URL-safe word that only we can have written: where a vendor calls back about it. */
export const signId = (id: string, keys: Keys): string => `${id}.${idMac(id, keys.current)}`;

/** The id that was signed; undefined when forged or damaged. */
export function readId(text: string, keys: Keys): string | undefined {
  const [id = '', mac = '', ...rest] = text.split('.');
  return rest.length === 0 && [keys.current, ...keys.old].some((key) => sameInConstantTime(mac, idMac(id, key))) ? id : undefined;
}

/** 32 characters of a–z and 0–9: 165 bits, by rejection sampling. */
export function newToken(): string {
  return Array.from({ length: TOKEN_LENGTH }, () => TOKEN_LETTERS[randomInt(TOKEN_LETTERS.length)]).join('');
}

/** What is stored of a token: SHA-256 in hex. Tokens are random, so no salt and no stretching. */
export function hashToken(token: string): string {
  return hash('sha256', token);
}

/** Equal? In a time that depends on neither content nor length. */
export function sameInConstantTime(one: string, other: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}

function idMac(id: string, key: Buffer): string {
  return createHmac('sha256', purposeKey(key, 'callback')).update(id).digest('base64url');
}

function linkMac(content: string, key: Buffer): string {
  return createHmac('sha256', purposeKey(key, 'acknowledge-link')).update(content).digest('base64url');
}

function purposeKey(key: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', key, '', `imas-manager/${purpose}/1`, 32));
}

function idOf(key: Buffer): string {
  return createHash('sha256').update('id').update(key).digest('hex').slice(0, 8);
}
