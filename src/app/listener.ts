import type { Listener } from '../chat/dispatch.ts';
import type { Speaker } from '../chat/platform.ts';
import type { Actor, Context } from '../context.ts';
import { unauthenticated } from '../errors.ts';
import { actorOf, codenamesAmong } from '../domain/people/actor-of.ts';
import { setting } from '../domain/settings/setting.ts';
import { builtInGroups, type Codename } from '../permissions.ts';
import type { Language } from '../texts/say.ts';

/** Who speaks, as an actor read afresh: a disabled person may say nothing from that moment on. */
export const listenerFor = (ctx: Context, fallback: { language: Language; timeZone: string }) => async (from: Speaker): Promise<Listener> => {
  if (from.visitor !== undefined) return { ctx: { ...ctx, actor: await visitorOf(ctx, from) }, ...fallback };
  const actor = await actorOf(ctx, from.userId, from.via, from.ip === undefined ? {} : { ip: from.ip });
  // In a chat nobody can sign in: whoever is known there and may not speak reads why.
  if (actor === undefined) throw unauthenticated(from.via === 'slack' || from.via === 'discord' ? 'access.account_disabled' : 'errors.sign_in_needed');
  const lent = await codenamesOf(ctx, from.groups);
  const [user] = await ctx.sql<{ language: Language | null; time_zone: string | null }[]>`select language, time_zone from users where id = ${from.userId}`;
  return { ctx: { ...ctx, actor: { ...actor, permissions: new Set([...actor.permissions, ...lent]) } }, language: user?.language ?? fallback.language, timeZone: user?.time_zone ?? fallback.timeZone };
};

/**
 * Members of the home workspace look as Viewers do (setting home_members_act_as_viewers); guests and strangers may nothing.
 * What a role lends somebody without an account is looking, too: whoever acts has a name here.
 */
async function visitorOf(ctx: Context, { visitor, groups }: Extract<Speaker, { visitor: object }>): Promise<Actor> {
  const { platform, chatUserId, name, isMember } = visitor;
  const looks = isMember && (await setting(ctx, 'home_members_act_as_viewers'));
  const lent = [...(await codenamesOf(ctx, groups))].filter((codename) => codename.startsWith('view_'));
  return { kind: 'visitor', platform, chatUserId, name, permissions: new Set([...(looks ? builtInGroups.Viewers : []), ...lent]), via: platform };
}

/** What the groups may that a platform's roles stand for. */
async function codenamesOf(ctx: Context, groups: readonly string[] = []): Promise<ReadonlySet<Codename>> {
  if (groups.length === 0) return new Set();
  const rows = await ctx.sql<{ codename: string }[]>`select distinct unnest(codenames) as codename from groups where name = any(${[...groups]})`;
  return codenamesAmong(rows.map(({ codename }) => codename));
}
