/** What a vendor answered as an object; undefined for HTML, a list or nothing where JSON was promised. */
export function objectIn(body: string): Record<string, unknown> | undefined {
  try {
    const read: unknown = JSON.parse(body);
    return typeof read === 'object' && read !== null && !Array.isArray(read) ? read as Record<string, unknown> : undefined;
  } catch {
    return undefined;
  }
}

/** A member that is a text, or undefined. */
export const textIn = (object: Record<string, unknown> | undefined, member: string): string | undefined => {
  const value = object?.[member];
  return typeof value === 'string' && value !== '' ? value : undefined;
};

/** Name and password as Basic authorization sends them: as secret as the password, which anybody can read out of it. */
export const basicPair = (name: string, password: string): string => Buffer.from(`${name}:${password}`).toString('base64');

/** A vendor's words without what was secret in the call: some repeat the key that they refuse. */
export function withoutSecrets(words: string | undefined, secrets: readonly (string | undefined)[]): string | undefined {
  return secrets.reduce((text, secret) => (secret === undefined || secret === '' ? text : text?.replaceAll(secret, '•••')), words);
}
