import { randomBytes } from 'node:crypto';
import type { Context, Tx } from '../../context.ts';
import { gather } from '../../db/gather.ts';
import { transaction } from '../../db/transaction.ts';
import { AppError, conflict } from '../../errors.ts';
import { readLink, signLink, type Keys } from '../../secrets.ts';
import { confirmThrough } from '../people/confirm-contact.ts';
import { actorOf } from '../people/actor-of.ts';
import { acknowledge } from '../incidents/acknowledge.ts';
import { passOn } from '../incidents/escalate-now.ts';
import { loadIncidents } from '../incidents/find.ts';
import { shortId, type Incident } from '../incidents/schema.ts';
import { testReached } from './test-pager.ts';

/** A page is answered within hours or not at all. */
const validSeconds = 24 * 3600;

interface NewLink { user: string; /** null: all that its message is about. */ incident: string | null; /** What carries it: answered, its contact is confirmed. */ notification: string; nonce: string }

const keepAll = gather(async (asked: readonly { ctx: Context; link: NewLink }[]) => {
  const links = asked.map(({ link }) => link);
  const rows = await asked[0]!.ctx.sql<{ exp: number }[]>`
    insert into acknowledge_links (nonce, user_id, incident_id, notification_id, expires_at)
    select *, imas_now() + make_interval(secs => ${validSeconds}) from unnest(${links.map((one) => one.nonce)}::text[], ${links.map((one) => one.user)}::uuid[], ${links.map((one) => one.incident)}::uuid[], ${links.map((one) => one.notification)}::uuid[]) l
    returning extract(epoch from expires_at)::int as exp`;
  return rows.map(({ exp }) => exp);
});

/** A one-tap acknowledge link's token: signed, single-use, expiring, bound to this person and incident, or to what one message is about (spec §7). Those made side by side are kept together. */
export async function makeLink(ctx: Context, keys: Keys, { user, incident, notification }: Omit<NewLink, 'nonce'>): Promise<string> {
  const nonce = randomBytes(16).toString('base64url');
  return signLink({ user, incident, nonce, exp: await keepAll({ ctx, link: { user, incident, notification, nonce } }) }, keys);
}

/** What a link acts on. */
export interface LinkFound {
  user: string;
  username: string;
  /** Empty of a test of somebody's pager. */
  incidents: readonly string[];
  notification: string | null;
  nonce: string;
}

/**
 * As whom and on what a link would act; using nothing up.
 * @throws AppError invalid (forged, expired), conflict (used: who has the incident now; or the person's account is disabled)
 */
export async function lookAtLink(ctx: Context, keys: Keys, token: string): Promise<LinkFound> {
  const [clock] = await ctx.sql<{ now: number }[]>`select extract(epoch from imas_now())::int as now`;
  const link = readLink(token, keys, clock!.now);
  const [row] = await ctx.sql<{ username: string; used_at: Date | null; notification_id: string | null; incidents: string[] }[]>`
    select u.username, l.used_at, l.notification_id,
      case when l.incident_id is null then array(select distinct n.incident_id from notifications n where (n.id = l.notification_id or n.bundle_id = l.notification_id) and n.incident_id is not null order by 1) else array[l.incident_id] end as incidents
    from acknowledge_links l join users u on u.id = l.user_id and u.is_active where l.nonce = ${link.nonce} and l.user_id = ${link.user} and l.incident_id is not distinct from ${link.incident}`;
  if (!row) throw conflict('incidents.link_used');
  if (row.used_at !== null) throw await usedUp(ctx, row.incidents);
  return { user: link.user, username: row.username, incidents: row.incidents, notification: row.notification_id, nonce: link.nonce };
}

/** What came of a press: what is theirs now, and why the rest is not. Both are empty of a test of their pager, which reached them. */
export interface Pressed { taken: Incident[]; refused: AppError[] }

/** Acknowledges as the person the link was made for, once; of several incidents each that can be. @throws AppError like `lookAtLink`, and, where nothing could be, like `acknowledge`: then the link is not used up */
export const acknowledgeByLink = (ctx: Context, keys: Keys, token: string): Promise<Pressed> => byLink(ctx, keys, token, async (tx, { incidents, notification }): Promise<Pressed> => {
  const pressed: Pressed = { taken: [], refused: [] };
  if (incidents.length === 0 && notification !== null) await testReached(tx, notification);
  for (const incident of incidents) {
    try {
      pressed.taken.push((await acknowledge(tx, incident, notification ?? undefined)).incident);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      pressed.refused.push(error);
    }
  }
  if (pressed.taken.length === 0 && pressed.refused.length > 0) throw pressed.refused[0]!;
  return pressed;
});

/** “I can’t”, by the same link: the next step comes now. @throws AppError like `lookAtLink`, and like `passOn`: then the link is not used up */
export const passOnByLink = (ctx: Context, keys: Keys, token: string): Promise<Incident> => byLink(ctx, keys, token, (tx, { incidents }) => {
  // Offered of one incident alone.
  if (incidents.length !== 1) throw conflict('incidents.link_used');
  return passOn(tx, incidents[0]!);
});

async function byLink<T>(ctx: Context, keys: Keys, token: string, verb: (tx: Tx, link: LinkFound) => Promise<T>): Promise<T> {
  const link = await lookAtLink(ctx, keys, token);
  const actor = await actorOf(ctx, link.user, 'link');
  // Together: a link that was used up by a database that fell would leave its person without a way to answer.
  return transaction(ctx, async (tx) => {
    const [used] = await tx.sql`update acknowledge_links set used_at = imas_now() where nonce = ${link.nonce} and used_at is null returning 1`;
    if (actor === undefined) throw conflict('incidents.link_used');
    if (!used) throw await usedUp(tx, link.incidents);
    if (link.notification !== null) await confirmThrough({ ...tx, actor }, link.notification);
    return verb({ ...tx, actor }, link);
  });
}

/** Pressed twice, most likely: who has it is what one wants to know. */
async function usedUp(ctx: Context, incidentIds: readonly string[]): Promise<AppError> {
  const [incident, ...rest] = await loadIncidents(ctx, incidentIds);
  if (incident === undefined || rest.length > 0) return conflict('incidents.link_used');
  const params = { incident: shortId(incident) };
  if (incident.status === 'RESOLVED') return conflict('incidents.already_resolved', { ...params, name: incident.resolved_by_name ?? 'monitoring', at: incident.resolved_at!.toISOString() });
  if (incident.holder_name === null) return conflict('incidents.link_used');
  return conflict('incidents.already_acknowledged', { ...params, name: incident.holder_name, at: (incident.held_since ?? incident.created_at).toISOString() });
}
