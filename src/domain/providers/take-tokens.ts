import type { Context } from '../../context.ts';
import type { Budget, Room } from './limits.ts';

/** Pages find this much of it although notices and all clears have used theirs up. */
const keptForPages = 0.25;

/**
 * Takes what a job wants to send from the provider's budget, a row that all replicas share.
 * @returns how many may leave now, and in how many seconds there is room again
 */
export async function takeTokens(ctx: Pick<Context, 'sql'>, providerId: string, { minute, hour }: Budget, wanted: number, isPage: boolean): Promise<{ taken: number; waitSeconds: number }> {
  const { sql } = ctx;
  const kept = ({ burst }: Room): number => (isPage ? 0 : Math.floor(burst * keptForPages));
  await sql`insert into provider_budgets (provider_id, tokens, hour_tokens, at) values (${providerId}, ${minute.burst}, ${hour.burst}, imas_now()) on conflict do nothing`;
  const [row] = await sql<{ taken: number; minute_left: number; hour_left: number }[]>`
    with room as (
      select provider_id, least(${minute.burst}::float8, tokens + seconds * ${minute.perMinute / 60}::float8) as minute, least(${hour.burst}::float8, coalesce(hour_tokens, ${hour.burst}::float8) + seconds * ${hour.perMinute / 60}::float8) as hour
      from (select *, greatest(0, extract(epoch from imas_now() - at))::float8 as seconds from provider_budgets where provider_id = ${providerId} for update) b
    ), given as (
      select *, greatest(0, least(${wanted}::int, floor(minute - ${kept(minute)}::int), floor(hour - ${kept(hour)}::int)))::int as taken from room
    )
    update provider_budgets b set tokens = given.minute - given.taken, hour_tokens = given.hour - given.taken, at = imas_now()
    from given where b.provider_id = given.provider_id
    returning given.taken, b.tokens - ${kept(minute)}::int as minute_left, b.hour_tokens - ${kept(hour)}::int as hour_left`;
  // The provider may have been removed meanwhile: whoever sends will find out.
  if (row === undefined) return { taken: wanted, waitSeconds: 0 };
  return { taken: row.taken, waitSeconds: row.taken >= wanted ? 0 : Math.ceil(Math.max(1, secondsUntilOne(row.minute_left, minute), secondsUntilOne(row.hour_left, hour))) };
}

const secondsUntilOne = (left: number, { perMinute }: Room): number => (1 - left) * 60 / perMinute;
