import { randomBytes } from 'node:crypto';
import type { Context } from '../../context.ts';
import { gather } from '../../db/gather.ts';
import { transaction } from '../../db/transaction.ts';
import { conflict, type AppError } from '../../errors.ts';
import { readLink, signLink, type Keys } from '../../secrets.ts';
import { confirmThrough } from '../people/confirm-contact.ts';
import { actorOf } from '../people/actor-of.ts';
import { acknowledge, type Acknowledged } from '../incidents/acknowledge.ts';
import { passOn } from '../incidents/escalate-now.ts';
import { loadIncident } from '../incidents/find.ts';
import { shortId, type Incident } from '../incidents/schema.ts';

/** A page is answered within hours or not at all. */
const validSeconds = 24 * 3600;

interface NewLink { user: string; incident: string; /** What carries it: answered, its contact is confirmed. */ notification: string; nonce: string }

const keepAll = gather(async (asked: readonly { ctx: Context; link: NewLink }[]) => {
  const links = asked.map(({ link }) => link);
  const rows = await asked[0]!.ctx.sql<{ exp: number }[]>`
    insert into acknowledge_links (nonce, user_id, incident_id, notification_id, expires_at)
    select *, imas_now() + make_interval(secs => ${validSeconds}) from unnest(${links.map((one) => one.nonce)}::text[], ${links.map((one) => one.user)}::uuid[], ${links.map((one) => one.incident)}::uuid[], ${links.map((one) => one.notification)}::uuid[]) l
    returning extract(epoch from expires_at)::int as exp`;
  return rows.map(({ exp }) => exp);
});

/** A one-tap acknowledge link's token: signed, single-use, expiring, bound to this person and incident (spec §7). Those made side by side are kept together. */
export async function makeLink(ctx: Context, keys: Keys, { user, incident, notification }: Omit<NewLink, 'nonce'>): Promise<string> {
  const nonce = randomBytes(16).toString('base64url');
  return signLink({ user, incident, nonce, exp: await keepAll({ ctx, link: { user, incident, notification, nonce } }) }, keys);
}

/**
 * As whom and on what a link would act; using nothing up.
 * @throws AppError invalid (forged, expired), conflict (used: who has the incident now; or the person's account is disabled)
 */
export async function lookAtLink(ctx: Context, keys: Keys, token: string): Promise<{ user: string; username: string; incident: string; nonce: string }> {
  const [clock] = await ctx.sql<{ now: number }[]>`select extract(epoch from imas_now())::int as now`;
  const link = readLink(token, keys, clock!.now);
  const [row] = await ctx.sql<{ username: string; used_at: Date | null }[]>`
    select u.username, l.used_at from acknowledge_links l join users u on u.id = l.user_id and u.is_active where l.nonce = ${link.nonce} and l.user_id = ${link.user} and l.incident_id = ${link.incident}`;
  if (!row) throw conflict('incidents.link_used');
  if (row.used_at !== null) throw await usedUp(ctx, link.incident);
  return { user: link.user, username: row.username, incident: link.incident, nonce: link.nonce };
}

/** Acknowledges as the person the link was made for, once. @throws AppError like `lookAtLink`, and like `acknowledge`: then the link is not used up */
export const acknowledgeByLink = (ctx: Context, keys: Keys, token: string): Promise<Acknowledged> => byLink(ctx, keys, token, acknowledge);

/** “I can’t”, by the same link: the next step comes now. @throws AppError like `lookAtLink`, and like `passOn`: then the link is not used up */
export const passOnByLink = (ctx: Context, keys: Keys, token: string): Promise<Incident> => byLink(ctx, keys, token, passOn);

async function byLink<T>(ctx: Context, keys: Keys, token: string, verb: (ctx: Context, incident: string) => Promise<T>): Promise<T> {
  const { user, incident, nonce } = await lookAtLink(ctx, keys, token);
  const actor = await actorOf(ctx, user, 'link');
  // Together: a link that was used up by a database that fell would leave its person without a way to answer.
  return transaction(ctx, async (tx) => {
    const [used] = await tx.sql<{ notification_id: string | null }[]>`update acknowledge_links set used_at = imas_now() where nonce = ${nonce} and used_at is null returning notification_id`;
    if (actor === undefined) throw conflict('incidents.link_used');
    if (!used) throw await usedUp(tx, incident);
    if (used.notification_id !== null) await confirmThrough({ ...tx, actor }, used.notification_id);
    return verb({ ...tx, actor }, incident);
  });
}

/** Pressed twice, most likely: who has it is what one wants to know. */
async function usedUp(ctx: Context, incidentId: string): Promise<AppError> {
  const incident = await loadIncident(ctx, incidentId);
  const params = { incident: shortId(incident) };
  if (incident.status === 'RESOLVED') return conflict('incidents.already_resolved', { ...params, name: incident.resolved_by_name ?? 'monitoring', at: incident.resolved_at!.toISOString() });
  if (incident.holder_name === null) return conflict('incidents.link_used');
  return conflict('incidents.already_acknowledged', { ...params, name: incident.holder_name, at: (incident.held_since ?? incident.created_at).toISOString() });
}
