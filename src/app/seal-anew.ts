import type { Sql } from '../db/client.ts';
import { json } from '../db/client.ts';
import type { Sealer } from '../secrets.ts';

const sealedBy = /^(enc:)?v1\.([0-9a-f]{8})\./;

/**
 * After a rotation: what a former key of IMAS_OLD_SECRET_KEYS sealed is sealed with the current one, so that the former
 * one may go. Not while another replica runs, which may not know the new key yet. What no key opens stays as it is.
 * @returns how many secrets
 */
export async function sealAnew(sql: Sql, sealer: Sealer, replica: number): Promise<number> {
  const [others] = await sql`select 1 from replicas where id <> ${replica} limit 1`;
  if (others) return 0;
  const anew = (value: unknown, id: string): string | undefined => {
    const [, mark = '', key] = typeof value === 'string' ? (sealedBy.exec(value) ?? []) : [];
    if (key === undefined || key === sealer.keyId) return undefined;
    try {
      return mark + sealer.seal(sealer.open((value as string).slice(mark.length), id), id);
    } catch {
      return undefined;
    }
  };
  let done = 0;
  for (const { id, config } of await sql<{ id: string; config: Record<string, unknown> }[]>`select id, config from providers`) {
    for (const [name, value] of Object.entries(config)) {
      const sealed = anew(value, id);
      if (sealed === undefined) continue;
      const rows = await sql`update providers set config = jsonb_set(config, array[${name}], ${json(sealed)}::jsonb) where id = ${id} and config ->> ${name} = ${value as string} returning 1`;
      done += rows.length;
    }
  }
  for (const { id, signing_secret: secret } of await sql<{ id: string; signing_secret: string }[]>`select id, signing_secret from sources where signing_secret is not null`) {
    const sealed = anew(secret, id);
    if (sealed !== undefined) done += (await sql`update sources set signing_secret = ${sealed} where id = ${id} and signing_secret = ${secret} returning 1`).length;
  }
  return done;
}
