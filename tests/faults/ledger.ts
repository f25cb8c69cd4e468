import { expect } from 'vitest';
import type { Sql } from '../../src/db/client.ts';
import type { FakeHttp } from '../fakes/http.ts';
import type { Load } from './load.ts';
import { repeatsAt } from './repeats.ts';

/** Resolves when nothing that is due waits any more. @throws after `withinMs`, with what still waits */
export async function settled(sql: Sql, withinMs = 30_000): Promise<void> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    const left = await sql`
      select n.status, n.attempts, n.error, count(*)::int, (select string_agg(distinct j.state || ' ' || coalesce(j.output::text, ''), '; ') from pgboss.job j where j.name = 'paging' and j.state <> 'completed') as jobs
      from notifications n where n.status in ('queued', 'sending') and n.after_seconds = 0 group by 1, 2, 3`;
    const [timers] = await sql<{ due: number }[]>`select count(*)::int as due from timers where due_at < imas_now()`;
    if (left.length === 0 && timers!.due === 0) return;
    if (performance.now() > deadline) throw new Error(`Still waiting after ${withinMs} ms: ${JSON.stringify([...left, timers])}`);
    await new Promise((wake) => setTimeout(wake, 50));
  }
}

/** No step of any ladder was carried out twice. */
export async function checkSteps(sql: Sql): Promise<void> {
  expect(await sql`select incident_id, key, params, at, count(*) from timeline where kind = 'escalated' group by 1, 2, 3, 4 having count(*) > 1`, 'the same step at the same instant').toEqual([]);
  expect(await sql`select r.id, n.slot, count(distinct n.created_at) from notifications n join runs r on r.id = n.run_id where n.is_page group by 1, 2 having count(distinct n.created_at) > 1`, 'one step carried out twice').toEqual([]);
}

/**
 * The ledger of docs/promises: every alert answered 2xx is in exactly one of incident, silenced, dropped; at most one open
 * incident a group key; every due notification reached its receiver; what arrived twice did so under one key,
 * and after a kill: it had left and was not written down yet.
 * @param kills how many messages had arrived at each kill
 * @returns how many messages there were, how many repeats, and how many of those one kill caused at most
 */
export async function checkLedger(sql: Sql, load: Pick<Load, 'accepted'>, receiver: FakeHttp, kills: readonly number[] = []): Promise<{ alerts: number; incidents: number; pages: number; repeats: number; mostByOneKill: number }> {
  const rows = await sql<{ fingerprint: string; count: number; placed: boolean }[]>`
    select fingerprint, count(*)::int as count, bool_and(case outcome when 'incident' then exists (select from incidents i where i.id = a.incident_id) else a.incident_id is null end) as placed
    from alerts a group by fingerprint`;
  const known = new Map(rows.map((row) => [row.fingerprint, row]));
  expect([...load.accepted].filter((fingerprint) => !known.has(fingerprint)), 'accepted and lost').toEqual([]);
  expect(rows.filter((row) => row.count !== 1 || !row.placed), 'not in exactly one place').toEqual([]);

  expect(await sql`select group_key from incidents where status <> 'RESOLVED' group by 1 having count(*) > 1`, 'two open incidents of one group').toEqual([]);
  expect(await sql`
    select i.number from incidents i where i.status = 'TRIGGERED' and i.severity < 'SEV3' and not i.in_storm and i.snoozed_until is null
      and not exists (select from timers t join runs r on r.id = t.subject where t.kind = 'escalate' and r.incident_id = i.id)`, 'unacknowledged without a due moment').toEqual([]);
  expect(await sql`
    select i.number from incidents i where i.status <> 'RESOLVED' and i.severity < 'SEV3' and not i.in_storm and not exists (select from notifications n where n.incident_id = i.id and n.is_page and n.status in ('accepted', 'delivered', 'acted'))`, 'open, and nobody was told').toEqual([]);

  const told = await sql<{ key: string }[]>`select distinct coalesce(bundle_id, id) as key from notifications where means = 'WEBHOOK' and status in ('accepted', 'delivered', 'acted')`;
  const arrived = Map.groupBy(receiver.requests, ({ headers }) => String(headers['idempotency-key']));
  expect(told.filter(({ key }) => !arrived.has(key)), 'called delivered, and never arrived').toEqual([]);
  const repeats = repeatsAt(receiver, kills);
  expect(repeats.withinOneLife, 'sent twice by one and the same process').toEqual([]);
  expect(repeats.differing, 'a key that stands for two messages').toEqual([]);
  expect(await sql`select status, error from notifications where status in ('dead', 'failed')`, 'given up').toEqual([]);
  expect(await sql`select message_id from (select place_id, key from console_messages where key is not null group by 1, 2 having count(*) > 1) m(message_id, key)`, 'said twice in the console').toEqual([]);
  const [counts] = await sql<{ incidents: number }[]>`select count(*)::int as incidents from incidents`;
  return { alerts: load.accepted.size, incidents: counts!.incidents, pages: arrived.size, repeats: repeats.count, mostByOneKill: repeats.most };
}
