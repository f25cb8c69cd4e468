import type { Context } from '../context.ts';
import { faultOf } from '../chat/fault.ts';
import type { PlatformName } from '../chat/platform.ts';
import { Undeliverable } from '../delivery/provider.ts';
import type { TextKey, TextParams } from '../texts/say.ts';
import type { JobName } from '../queue.ts';
import type { Posting } from './opening.ts';
import type { Handler } from './runner.ts';

/** What people call them. */
export const nameOf: Record<PlatformName, string> = { console: 'IMAS', slack: 'Slack', discord: 'Discord' };

/**
 * A platform refuses something for good: the administrators are told in the console's triage channel, with cause and fix,
 * once a day for each cause.
 * @param place which one, where the fault is about a place
 */
export async function tellAdmins(ctx: Context, posting: Posting, platform: PlatformName, error: unknown, place?: string): Promise<void> {
  const fault = faultOf(error);
  ctx.log.error({ err: error, platform, place }, 'a platform refuses for good');
  const why = fault.said === undefined ? fault.message : posting.say(fault.said.key, fault.said.params);
  const [triage] = await ctx.sql<{ id: string; day: string }[]>`select id, to_char(imas_now(), 'YYYY-MM-DD') as day from teams where is_triage`;
  if (!triage) return;
  const where = (await posting.teamChannels(ctx, triage.id)).find((one) => one.platform === 'console');
  if (where === undefined) return;
  const about = place === undefined ? '' : ` (${place})`;
  await posting.platforms.get('console')!.say(where, posting.saying('notify.platform_refuses', { platform: `${nameOf[platform]}${about}`, why }), { key: `refused:${platform}:${fault.code}:${place ?? ''}:${triage.day}` });
}

/** Something about a provider that works and may soon not: told in the console's triage channel, once a day for each cause. */
export async function warnAdmins(ctx: Context, posting: Posting, provider: { id: string; name: string }, warning: { key: TextKey; params: TextParams }): Promise<void> {
  const [triage] = await ctx.sql<{ id: string; day: string }[]>`select id, to_char(imas_now(), 'YYYY-MM-DD') as day from teams where is_triage`;
  if (!triage) return;
  const where = (await posting.teamChannels(ctx, triage.id)).find((one) => one.platform === 'console');
  if (where === undefined) return;
  await posting.platforms.get('console')!.say(where, posting.saying('sms.provider_warns', { provider: provider.name, why: posting.say(warning.key, warning.params) }), { key: `warned:${provider.id}:${warning.key}:${triage.day}` });
}

/** A job's share beside the console: a fault that will not pass ends it, and the administrators are told. */
export const judged = <N extends JobName>(posting: Posting, handler: Handler<N>): Handler<N> => async (ctx, payload) => {
  try {
    await handler(ctx, payload);
  } catch (error) {
    const platform = 'platform' in payload ? (payload as { platform?: PlatformName }).platform : undefined;
    const fault = faultOf(error);
    if (platform === undefined || fault.retry) throw error;
    await tellAdmins(ctx, posting, platform, error);
    throw new Undeliverable(fault.message, { retry: false, cause: error });
  }
};
