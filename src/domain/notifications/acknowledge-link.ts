import { randomBytes } from 'node:crypto';
import type { Context } from '../../context.ts';
import { transaction } from '../../db/transaction.ts';
import { conflict } from '../../errors.ts';
import { readLink, signLink, type Keys } from '../../secrets.ts';
import { confirmThrough } from '../people/confirm-contact.ts';
import { actorOf } from '../people/actor-of.ts';
import { acknowledge, type Acknowledged } from '../incidents/acknowledge.ts';

/** A page is answered within hours or not at all. */
const validSeconds = 24 * 3600;

/** A one-tap acknowledge link's token: signed, single-use, expiring, bound to this person and incident (spec §7). @param notification what carries it: answered, its contact is confirmed */
export async function makeLink(ctx: Context, keys: Keys, { user, incident, notification }: { user: string; incident: string; notification: string }): Promise<string> {
  const nonce = randomBytes(16).toString('base64url');
  const [row] = await ctx.sql<{ exp: number }[]>`
    insert into acknowledge_links (nonce, user_id, incident_id, notification_id, expires_at) values (${nonce}, ${user}, ${incident}, ${notification}, imas_now() + make_interval(secs => ${validSeconds})) returning extract(epoch from expires_at)::int as exp`;
  return signLink({ user, incident, nonce, exp: row!.exp }, keys);
}

/** As whom and on what a link would act; using nothing up. @throws AppError invalid (forged, expired), conflict (used) */
export async function lookAtLink(ctx: Context, keys: Keys, token: string): Promise<{ user: string; username: string; incident: string; nonce: string }> {
  const [clock] = await ctx.sql<{ now: number }[]>`select extract(epoch from imas_now())::int as now`;
  const link = readLink(token, keys, clock!.now);
  const [row] = await ctx.sql<{ username: string; used_at: Date | null }[]>`
    select u.username, l.used_at from acknowledge_links l join users u on u.id = l.user_id and u.is_active where l.nonce = ${link.nonce} and l.user_id = ${link.user} and l.incident_id = ${link.incident}`;
  if (!row || row.used_at !== null) throw conflict('incidents.link_used');
  return { user: link.user, username: row.username, incident: link.incident, nonce: link.nonce };
}

/** Acknowledges as the person the link was made for, once. */
export async function acknowledgeByLink(ctx: Context, keys: Keys, token: string): Promise<Acknowledged> {
  const { user, incident, nonce } = await lookAtLink(ctx, keys, token);
  const actor = await actorOf(ctx, user, 'link');
  // Together: a link that was used up by a database that fell would leave its person without a way to answer.
  return transaction(ctx, async (tx) => {
    const [used] = await tx.sql<{ notification_id: string | null }[]>`update acknowledge_links set used_at = imas_now() where nonce = ${nonce} and used_at is null returning notification_id`;
    if (!used || actor === undefined) throw conflict('incidents.link_used');
    if (used.notification_id !== null) await confirmThrough({ ...tx, actor }, used.notification_id);
    return acknowledge({ ...tx, actor }, incident);
  });
}
