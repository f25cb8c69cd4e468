import type { Context } from '../context.ts';

/**
 * Takes the word with a provider that is asked, not told: one replica at a time, for so many seconds.
 * @returns what was kept of the last time (`{}` at the first); undefined while another has the word, or the provider is gone
 */
export async function takeCursor<State extends object>(ctx: Context, providerId: string, leaseSeconds: number): Promise<State | undefined> {
  const [row] = await ctx.sql<{ state: State }[]>`
    insert into provider_cursors (provider_id, asked_until) select id, imas_now() + make_interval(secs => ${leaseSeconds}) from providers where id = ${providerId}
    on conflict (provider_id) do update set asked_until = excluded.asked_until where provider_cursors.asked_until is null or provider_cursors.asked_until < imas_now() returning state`;
  return row?.state;
}
