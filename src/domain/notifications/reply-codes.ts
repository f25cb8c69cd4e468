import type { Context, Tx } from '../../context.ts';
import { transaction } from '../../db/transaction.ts';

/** Hours for which an answer by SMS is understood. */
const validHours = 12;
/** Whoever tests their pager has it in their hand. */
const testMinutes = 15;
/** What is mistaken neither for a digit or another letter on a phone, nor, alone, for “ok”, “no” or “yes”. */
const letters = Array.from('ABCDEFGHJLMPQRTUVWX');

/** Somebody who may still answer by SMS, and what about. */
export interface OpenCode { code: string; notification_id: string; user_id: string; username: string; language: 'en' | 'fr' | null; time_zone: string | null; incidents: readonly string[]; isOpen: boolean; /** It was a test of their pager. */ isTest: boolean }

/**
 * The letter by which a page is answered from the phone it goes to. One letter an incident and phone, however often it
 * rings; the one that was free for longest, so that a late answer to an old message does not hit a new one. From now on
 * answers are looked for.
 */
export async function giveReplyCode(ctx: Context, page: { id: string; address: string; incidentIds: readonly string[] }): Promise<string> {
  return transaction(ctx, async (tx) => {
    await tx.sql`select pg_advisory_xact_lock(hashtext(${`reply codes ${page.address}`}))`;
    const code = await codeInUse(tx, page) ?? await freeCode(tx, page.address);
    await tx.sql`
      insert into reply_codes (address, code, notification_id, expires_at) values (${page.address}, ${code}, ${page.id}, ${tx.now}::timestamptz + make_interval(hours => ${validHours}))
      on conflict (address, code) do update set notification_id = excluded.notification_id, expires_at = excluded.expires_at, used_at = null`;
    await readSoon(tx);
    return code;
  });
}

/** What this phone has been told already about the same. */
async function codeInUse(tx: Tx, { id, address, incidentIds }: { id: string; address: string; incidentIds: readonly string[] }): Promise<string | undefined> {
  const [known] = await tx.sql<{ code: string }[]>`
    select c.code from reply_codes c join notifications n on n.id = c.notification_id
    where c.address = ${address} and c.expires_at > ${tx.now} and (c.notification_id = ${id} or (${incidentIds.length} = 1 and n.incident_id = ${incidentIds[0] ?? null} and n.bundle_id is null))
    order by c.expires_at desc limit 1`;
  return known?.code;
}

async function freeCode(tx: Tx, address: string): Promise<string> {
  const [free] = await tx.sql<{ code: string }[]>`
    select l.code from unnest(${letters}::text[]) with ordinality l(code, n) left join reply_codes c on c.address = ${address} and c.code = l.code
    order by c.expires_at nulls first, l.n limit 1`;
  return free!.code;
}

/** Who may answer from this number: newest first. Without any, we never wrote to it. */
export async function codesOf(ctx: Context, address: string): Promise<OpenCode[]> {
  return [...await ctx.sql<OpenCode[]>`
    select c.code, c.notification_id, n.user_id, u.username, u.language, u.time_zone,
      array(select distinct b.incident_id from notifications b where (b.id = n.id or b.bundle_id = n.id) and b.incident_id is not null) as incidents,
      case when n.purpose = 'test' then n.status <> 'acted' else exists (select from notifications b join incidents i on i.id = b.incident_id where (b.id = n.id or b.bundle_id = n.id) and i.status = 'TRIGGERED') end as "isOpen",
      n.purpose = 'test' as "isTest"
    from reply_codes c join notifications n on n.id = c.notification_id join users u on u.id = n.user_id and u.is_active
    where c.address = ${address} and c.expires_at > imas_now() order by c.expires_at desc`];
}

/** Passing on is done once a message. @returns whether this is the first time */
export async function passedOnce(ctx: Context, address: string, code: string): Promise<boolean> {
  const [first] = await ctx.sql`update reply_codes set used_at = imas_now() where address = ${address} and code = ${code} and used_at is null returning code`;
  return first !== undefined;
}

/** Seconds to the next look for answers: people answer at once or not at all. */
const pace = (ageSeconds: number): number => (ageSeconds < 900 ? 5 : ageSeconds < 7200 ? 30 : 120);
/** Whoever was faster is told too late otherwise. */
const lateSeconds = 180;

/**
 * When answers are to be looked for next: seconds from now; undefined while nobody has anything to answer.
 * Answers older than `since` are to nothing of ours.
 */
export async function nextLook(ctx: Context): Promise<{ seconds: number; since: Date } | undefined> {
  const [open] = await ctx.sql<{ age: number | null; since: Date | null }[]>`
    select extract(epoch from imas_now() - max(c.given))::float8 as age, min(c.given) - interval '5 minutes' as since
    from (select notification_id, expires_at - make_interval(hours => ${validHours}) as given from reply_codes where expires_at > imas_now()) c
      join notifications n on n.id = c.notification_id left join incidents i on i.id = n.incident_id
    where i.status = 'TRIGGERED' or (n.purpose = 'test' and n.status <> 'acted' and c.given > imas_now() - make_interval(mins => ${testMinutes})) or c.given > imas_now() - make_interval(secs => ${lateSeconds})`;
  return open?.age == null || open.since === null ? undefined : { seconds: pace(open.age), since: open.since };
}

/** Whoever may have to be asked for answers is asked in a moment; earlier due moments stay. */
async function readSoon(tx: Tx): Promise<void> {
  await tx.sql`
    insert into timers (kind, subject, due_at, urgency) select 'read-replies', p.id, ${tx.now}::timestamptz + interval '5 seconds', 3 from providers p
    where p.is_active and p.kind in ('OVH_SMS', 'TWILIO')
    on conflict (kind, subject) do update set due_at = least(timers.due_at, excluded.due_at)`;
}
