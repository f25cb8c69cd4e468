import type { Context } from '../../context.ts';

/** How many messages a provider takes: so many at once, and so many a minute. What a vendor refuses beyond is its own affair. */
export interface Budget { burst: number; perMinute: number }

/**
 * Defaults by kind: SMS and calls cost money and have a pace of their own at the vendor; ntfy.sh takes 60 at once and
 * then 12 a minute; mail servers take a program that sends ten a second for broken. Webhooks are machines.
 */
const budgets: Readonly<Partial<Record<string, Budget>>> = {
  OVH_SMS: { burst: 60, perMinute: 300 }, TWILIO: { burst: 60, perMinute: 120 }, NTFY: { burst: 60, perMinute: 12 }, SMTP: { burst: 200, perMinute: 600 },
};
export const budgetOf = (kind: string): Budget | undefined => budgets[kind];

/** Pages find this much of it although notices and all clears have used theirs up. */
const keptForPages = 0.25;

/**
 * Takes what a job wants to send from the provider's budget, a row that all replicas share.
 * @returns how many may leave now, and in how many seconds there is room again
 */
export async function takeTokens(ctx: Pick<Context, 'sql'>, providerId: string, { burst, perMinute }: Budget, wanted: number, isPage: boolean): Promise<{ taken: number; waitSeconds: number }> {
  const { sql } = ctx;
  const reserve = isPage ? 0 : Math.floor(burst * keptForPages);
  await sql`insert into provider_budgets (provider_id, tokens, at) values (${providerId}, ${burst}, imas_now()) on conflict do nothing`;
  const [row] = await sql<{ taken: number; left: number }[]>`
    with room as (
      select provider_id, least(${burst}::float8, tokens + greatest(0, extract(epoch from imas_now() - at))::float8 * ${perMinute / 60}::float8) as tokens from provider_budgets where provider_id = ${providerId} for update
    )
    update provider_budgets b set tokens = room.tokens - greatest(0, least(${wanted}::int, floor(room.tokens - ${reserve}::int))), at = imas_now()
    from room where b.provider_id = room.provider_id
    returning greatest(0, least(${wanted}::int, floor(room.tokens - ${reserve}::int)))::int as taken, b.tokens - ${reserve}::int as left`;
  // The provider may have been removed meanwhile: whoever sends will find out.
  if (row === undefined) return { taken: wanted, waitSeconds: 0 };
  return { taken: row.taken, waitSeconds: row.taken >= wanted ? 0 : Math.max(1, Math.ceil((1 - row.left) * 60 / perMinute)) };
}
