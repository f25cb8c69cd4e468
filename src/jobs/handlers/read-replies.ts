import type { Context } from '../../context.ts';
import { system } from '../../context.ts';
import { json } from '../../db/client.ts';
import type { Reply } from '../../delivery/provider.ts';
import { answerBySms } from '../../domain/notifications/answer-by-phone.ts';
import { mayAnswerSms } from '../../domain/notifications/may-answer-sms.ts';
import { nextLook } from '../../domain/notifications/reply-codes.ts';
import { providersFor, type OpenProvider } from '../../domain/providers/providers-for.ts';
import { clearTimers, setTimers } from '../../domain/timers/timer.ts';
import { sayIn } from '../../texts/say.ts';
import type { Delivering } from '../delivering.ts';
import type { Handler } from '../runner.ts';
import { takeCursor } from '../take-cursor.ts';

/** Seconds for which one replica has the word; a crash costs no more. */
const leaseSeconds = 60;
/** Ids of answers that were read, kept to know them again. */
const mostKept = 300;

/**
 * Looks for answers by SMS at a vendor that is asked, not told: as long as somebody has something to answer, and not at
 * all when nobody has. One replica at a time; what was read is read once.
 */
export const readReplies = (delivering: Delivering): Handler<'read-replies'> => async (ctx, { providerId }) => {
  const look = await nextLook(ctx);
  if (look === undefined) return;
  const provider = (await providersFor({ ...ctx, actor: system('delivery') }, 'SMS', delivering.opening)).find((one) => one.id === providerId);
  if (provider === undefined) return;
  const seen = await begin(ctx, providerId);
  if (seen === undefined) return;
  let isAsked = true;
  try {
    isAsked = await read(ctx, delivering, provider, look.since, seen);
  } finally {
    await ctx.sql`update provider_cursors set asked_until = null, state = ${json({ seen: [...seen].slice(-mostKept) })}::jsonb where provider_id = ${providerId}`;
    const next = isAsked ? await nextLook(ctx) : undefined;
    if (next === undefined) await clearTimers(ctx.sql, 'read-replies', [providerId]);
    else await lookAgain(ctx, providerId, next.seconds);
  }
};

/** Takes the word. @returns what was read before; undefined while another has it */
async function begin(ctx: Context, providerId: string): Promise<Set<string> | undefined> {
  const before = await takeCursor<{ seen?: string[] }>(ctx, providerId, leaseSeconds);
  // Should this process end in the middle, the next one begins here.
  await lookAgain(ctx, providerId, leaseSeconds);
  return before && new Set(before.seen);
}

async function lookAgain(ctx: Context, providerId: string, seconds: number): Promise<void> {
  const [clock] = await ctx.sql<{ at: Date }[]>`select imas_now() + make_interval(secs => ${seconds}) as at`;
  await setTimers(ctx.sql, [{ kind: 'read-replies', subject: providerId, dueAt: clock!.at, urgency: 3 }]);
}

/** @returns false where there is nothing to ask for: answers are told, or cannot come */
async function read(ctx: Context, delivering: Delivering, { id, kind, settings }: OpenProvider, since: Date, seen: Set<string>): Promise<boolean> {
  const provider = delivering.providerOf(kind);
  if (provider?.smsReplies === undefined) return false;
  let found: Reply[] | undefined;
  try {
    found = await provider.smsReplies(provider.settings.parse(settings), since, seen, delivering.tools);
  } catch (error) {
    // The next look is soon; what is wrong for good is said when something is sent.
    ctx.log.warn({ err: error, provider: id }, 'answers by SMS could not be read');
    return true;
  }
  if (found === undefined) return false;
  for (const reply of found) {
    const answer = await answerBySms(ctx, reply.from, reply.text);
    seen.add(reply.id);
    if (answer === undefined || answer.words.length === 0 || !await mayAnswerSms(ctx, reply.from)) continue;
    const language = answer.language ?? delivering.language;
    const say = sayIn(language, answer.timeZone ?? delivering.timeZone);
    const headline = answer.words.map(({ key, params }) => say(key, params)).join(' ');
    await provider.send({ key: `answer-${reply.id}`, headline, body: '', language, to: reply.from }, provider.settings.parse(settings), delivering.tools)
      .catch((error: unknown) => ctx.log.warn({ err: error }, 'an answer by SMS could not be sent'));
  }
  return true;
}
