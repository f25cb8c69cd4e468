import { createHash } from 'node:crypto';
import { json, type Sql } from '../db/client.ts';

/** A value that has no room where a platform would carry it, under the short id that travels instead. */
export interface Kept { id: string; value: unknown }
/** The value behind a short id; undefined when it is gone. */
export type LoadValue = (id: string) => Promise<unknown>;

/** A short id (20 characters) for a value; the same value has the same id. */
export function keep(value: unknown): Kept {
  return { id: createHash('sha256').update(json(value)).digest('base64url').slice(0, 20), value };
}

/** Makes kept values findable: to be done before what carries their ids is sent. One that is used again counts as new. */
export async function storeValues(sql: Sql, kept: readonly Kept[]): Promise<void> {
  const each = [...new Map(kept.map((it) => [it.id, it])).values()];
  if (each.length === 0) return;
  await sql`insert into chat_values (id, value)
    select id, value::jsonb from unnest(${each.map(({ id }) => id)}::text[], ${each.map(({ value }) => json(value))}::text[]) as kept (id, value)
    order by id
    on conflict (id) do update set created_at = excluded.created_at`;
}

/** The value behind a short id; undefined when nobody kept it or it was cleaned away. */
export async function loadValue(sql: Sql, id: string): Promise<unknown> {
  const [row] = await sql<{ value: unknown }[]>`select value from chat_values where id = ${id}`;
  return row?.value;
}
