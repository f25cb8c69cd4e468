import type { Logger } from 'pino';
import type { Platform } from '../chat/platform.ts';
import { json, type Sql } from '../db/client.ts';
import type { PlatformLine } from '../domain/ports.ts';
import { lockSpace } from './replica.ts';

/** Milliseconds; what others read of us is no older. */
const everyMs = 5000;
/** So often all the same: others who thought us dead have taken our row away, and it is a new one. */
const anyway = 12;

export interface KnownPlatforms {
  /** What the replicas that run now say of the platforms they are connected to; undefined: none runs. */
  platforms: PlatformLine[] | undefined;
  /** Kinds that the environment of the service sets. */
  lockedKinds: string[];
}

/** Keeps with our row among the replicas what we know of the chat platforms, for whoever runs without our environment: the command line. */
export function tellOfPlatforms({ sql, replica, log, platforms, lockedKinds }: { sql: Sql; replica: number; log: Logger; platforms: () => readonly Platform[]; lockedKinds: readonly string[] }): { stop(): void } {
  let told = '';
  let alike = 0;
  let busy = false;
  const tell = async (): Promise<void> => {
    const now = json({ lockedKinds, platforms: platforms().map((platform): PlatformLine => ({ name: platform.name, ...platform.health() })) });
    if (busy || (now === told && ++alike < anyway)) return;
    busy = true;
    alike = 0;
    await sql`update replicas set platforms = ${now}::jsonb where id = ${replica} and platforms is distinct from ${now}::jsonb`
      .then(() => { told = now; }, (error: unknown) => log.debug({ err: error }, 'what is known of chat could not be kept'))
      .finally(() => { busy = false; });
  };
  void tell();
  const timer = setInterval(() => void tell(), everyMs).unref();
  return { stop: () => clearInterval(timer) };
}

/** What the running service knows. Of several replicas whoever is not well speaks. */
export async function platformsKnown(sql: Sql): Promise<KnownPlatforms> {
  const rows = await sql<{ platforms: { lockedKinds: string[]; platforms: PlatformLine[] } }[]>`
    select platforms from replicas r where platforms is not null and left_at is null
      and exists (select from pg_locks l where l.locktype = 'advisory' and l.granted and l.classid = ${lockSpace} and l.objid = r.id::bigint and l.database = (select oid from pg_database where datname = current_database())) order by id`;
  if (rows.length === 0) return { platforms: undefined, lockedKinds: [] };
  const lines = new Map<string, PlatformLine>();
  for (const line of rows.flatMap(({ platforms }) => platforms.platforms)) if (lines.get(line.name)?.ok !== false) lines.set(line.name, line);
  return { platforms: [...lines.values()], lockedKinds: [...new Set(rows.flatMap(({ platforms }) => platforms.lockedKinds))] };
}
