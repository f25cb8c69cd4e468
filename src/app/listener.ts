import type { Listener } from '../chat/dispatch.ts';
import type { Speaker } from '../chat/platform.ts';
import type { Context } from '../context.ts';
import { unauthenticated } from '../errors.ts';
import { actorOf } from '../domain/people/actor-of.ts';
import type { Language } from '../texts/say.ts';

/** Who speaks, as an actor read afresh: a disabled person may say nothing from that moment on. */
export const listenerFor = (ctx: Context, fallback: { language: Language; timeZone: string }) => async (from: Speaker): Promise<Listener> => {
  const actor = await actorOf(ctx, from.userId, from.via, from.ip === undefined ? {} : { ip: from.ip });
  if (actor === undefined) throw unauthenticated('errors.sign_in_needed');
  const [user] = await ctx.sql<{ language: Language | null; time_zone: string | null }[]>`select language, time_zone from users where id = ${from.userId}`;
  return { ctx: { ...ctx, actor }, language: user?.language ?? fallback.language, timeZone: user?.time_zone ?? fallback.timeZone };
};
