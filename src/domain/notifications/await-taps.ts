import type { Context, Tx } from '../../context.ts';
import { setTimers, type Timer } from '../timers/timer.ts';

/** At first people sit up; later nobody needs an answer within seconds, and public servers count requests. */
const soonest = 3;
const latest = 30;
/** As long as the words that acknowledge are valid. */
const hours = 24;
/** Whoever tests their pager has it in their hand. */
const testMinutes = 15;

/** Looks for answers in so many seconds, instead of when it would have. */
export async function lookForTaps(ctx: Context, providerId: string, seconds = soonest): Promise<void> {
  const [clock] = await ctx.sql<{ at: Date }[]>`select imas_now() + make_interval(secs => ${seconds}) as at`;
  await setTimers(ctx.sql, [{ kind: 'read-taps', subject: providerId, dueAt: clock!.at, urgency: 2 }]);
}

/** By a job, since the server may take its time. */
export async function tapsDue(tx: Tx, timers: readonly Timer[]): Promise<void> {
  await tx.queue.send(tx.sql, timers.map(({ subject }) => ({ name: 'read-taps' as const, payload: { providerId: subject }, options: { key: subject } })));
}

/** In how many seconds answers are to be looked for again; undefined when nobody has anything to answer: then nothing is asked at all. */
export async function nextTaps(ctx: Context, providerId: string): Promise<number | undefined> {
  const [row] = await ctx.sql<{ age: number | null }[]>`
    select extract(epoch from imas_now() - max(n.sent_at))::float8 as age from notifications n left join incidents i on i.id = n.incident_id
    where n.means = 'NTFY' and n.user_id is not null and ((n.purpose in ('page', 'reminder') and n.sent_at > imas_now() - make_interval(hours => ${hours}) and i.status = 'TRIGGERED')
        or (n.purpose = 'test' and n.sent_at > imas_now() - make_interval(mins => ${testMinutes})))
      and (n.provider_id = ${providerId} and n.status in ('accepted', 'delivered') or n.status = 'sending')`;
  return row!.age === null ? undefined : Math.min(latest, Math.max(soonest, row!.age / 20));
}
