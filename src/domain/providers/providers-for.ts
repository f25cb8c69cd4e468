import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import type { Context } from '../../context.ts';
import { demand } from '../../permissions.ts';
import type { Sealer } from '../../secrets.ts';
import type { Ports } from '../ports.ts';
import type { Limits } from './limits.ts';
import { providers, type ProviderRow } from './schema.ts';
import { openMembers } from './secret-members.ts';

/** A provider ready to send: its settings in clear. Never to be shown or logged. */
export interface OpenProvider { id: string; name: string; kind: string; settings: Record<string, unknown>; limits: Limits }
export interface OpeningTools {
  providerKinds: Ports['providerKinds'];
  sealer: Pick<Sealer, 'open'>;
}

/**
 * The active providers of one means, in the order in which they are to be tried (spec §8). One whose
 * secrets cannot be opened is left out and says so in its last error: the others still work.
 * @throws AppError forbidden for anybody who may not change providers; delivery acts for the product
 */
export async function providersFor(ctx: Context, means: string, tools: OpeningTools): Promise<OpenProvider[]> {
  demand(ctx, 'change_provider');
  return openActive(ctx, tools.providerKinds.filter((kind) => kind.means.includes(means)).map(({ kind }) => kind), tools.sealer);
}

/**
 * One provider, if it is active and its secrets open.
 * @throws AppError forbidden for anybody who may not change providers; delivery acts for the product
 */
export async function providerById(ctx: Context, id: string, tools: OpeningTools): Promise<OpenProvider[]> {
  demand(ctx, 'change_provider');
  return openRows(ctx, await ctx.db.select().from(providers).where(and(eq(providers.isActive, true), eq(providers.id, id))), tools.sealer);
}

/** The active providers of some kinds, opened, in their order; for the verbs of this folder. */
export async function openActive(ctx: Context, kinds: readonly string[], sealer: Pick<Sealer, 'open'>): Promise<OpenProvider[]> {
  if (kinds.length === 0) return [];
  const rows = await ctx.db.select().from(providers).where(and(eq(providers.isActive, true), inArray(providers.kind, [...kinds])))
    .orderBy(asc(providers.priority), asc(sql`lower(${providers.name})`));
  return openRows(ctx, rows, sealer);
}

async function openRows(ctx: Context, rows: readonly ProviderRow[], sealer: Pick<Sealer, 'open'>): Promise<OpenProvider[]> {
  const open: OpenProvider[] = [];
  for (const { id, name, kind, config, perMinute, perHour } of rows) {
    try {
      open.push({ id, name, kind, settings: openMembers(config, id, sealer), limits: { perMinute, perHour } });
    } catch (error) {
      ctx.log.error({ provider: name, error: (error as Error).message }, 'a provider’s secrets cannot be opened');
      await noteUse(ctx, id, (error as Error).message);
    }
  }
  return open;
}

/**
 * Keeps how the last use of a provider went, for `/provider list` and health. At most one write a minute
 * while nothing changes: pages must not wait for each other here.
 * @param error in plain words; null when it went well
 */
export async function noteUse(ctx: Context, id: string, error: string | null): Promise<void> {
  await ctx.sql`
    update providers set last_used_at = imas_now(), last_error = ${error}
    where id = ${id} and (last_error is distinct from ${error} or last_used_at is null or last_used_at < imas_now() - interval '1 minute')`;
}
