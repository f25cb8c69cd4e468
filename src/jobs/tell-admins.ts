import type { Context } from '../context.ts';
import { faultOf } from '../chat/fault.ts';
import type { PlatformName } from '../chat/platform.ts';
import { transaction } from '../db/transaction.ts';
import { queueNotice, type Words } from '../domain/notifications/queue-notice.ts';
import { linkedAdministrators } from '../domain/people/linked-administrators.ts';
import { Undeliverable } from '../delivery/provider.ts';
import type { TextKey, TextParams } from '../texts/say.ts';
import type { JobName } from '../queue.ts';
import type { Posting } from './opening.ts';
import type { Handler } from './runner.ts';

/** What people call them. */
export const nameOf: Record<PlatformName, string> = { console: 'IMAS', slack: 'Slack', discord: 'Discord' };

/**
 * A platform refuses something for good: the administrators are told in the console's triage channel and, where they have an account
 * beside it, by direct message, with cause and fix, once a day for each cause.
 * @param place which one, where the fault is about a place
 */
export async function tellAdmins(ctx: Context, posting: Posting, platform: PlatformName, error: unknown, place?: string): Promise<void> {
  const fault = faultOf(error);
  ctx.log.error({ err: error, platform, place }, 'a platform refuses for good');
  const isNamed = place === undefined || fault.said?.params['channel'] !== undefined;
  const name = `${nameOf[platform]}${isNamed ? '' : ` (${place})`}`;
  const why: Words | string = fault.said ?? fault.message;
  await warn(ctx, posting, `refused:${platform}:${fault.code}:${place ?? fault.said?.params['channel'] ?? ''}`, {
    here: { key: 'notify.platform_refuses', params: { platform: name, why: typeof why === 'string' ? why : posting.say(why.key, why.params) } },
    title: { key: 'notify.platform_amiss', params: { platform: name } }, body: typeof why === 'string' ? { key: 'notify.platform_refuses', params: { platform: name, why } } : why,
  });
}

/** Something about a provider that works and may soon not: told in the same way. */
export async function warnAdmins(ctx: Context, posting: Posting, provider: { id: string; name: string }, warning: { key: TextKey; params: TextParams }): Promise<void> {
  await warn(ctx, posting, `warned:${provider.id}:${warning.key}`, {
    here: { key: 'sms.provider_warns', params: { provider: provider.name, why: posting.say(warning.key, warning.params) } }, title: { key: 'notify.platform_amiss', params: { platform: provider.name } }, body: warning,
  });
}

/** @param words.here one sentence for the triage channel, which reads the product's language; the rest is for each administrator in their own */
async function warn(ctx: Context, posting: Posting, cause: string, words: { here: { key: TextKey; params: Record<string, string> }; title: Words; body: Words }): Promise<void> {
  const [triage] = await ctx.sql<{ id: string; day: string }[]>`select id, to_char(imas_now(), 'YYYY-MM-DD') as day from teams where is_triage`;
  if (!triage) return;
  const key = `${cause}:${triage.day}`;
  const linked = new Set((await Promise.all([linkedAdministrators(ctx, 'slack'), linkedAdministrators(ctx, 'discord')])).flat());
  await transaction(ctx, (tx) => queueNotice(tx, [...linked].map((userId) => ({ key, userId, purpose: 'notice', means: 'chat', isInConsole: true, title: words.title, body: [words.body], actions: [] }))));
  const where = (await posting.teamChannels(ctx, triage.id)).find((one) => one.platform === 'console');
  if (where !== undefined) await posting.platforms.get('console')!.say(where, posting.saying(words.here.key, words.here.params), { key });
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
