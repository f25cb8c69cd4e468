import { system, type Context } from '../../context.ts';
import { json } from '../../db/client.ts';
import { Undeliverable } from '../../delivery/provider.ts';
import { acknowledgeByLink, passOnByLink } from '../../domain/notifications/acknowledge-link.ts';
import { lookForTaps, nextTaps } from '../../domain/notifications/await-taps.ts';
import { providerById } from '../../domain/providers/providers-for.ts';
import { AppError } from '../../errors.ts';
import type { Delivering } from '../delivering.ts';
import type { Handler } from '../runner.ts';
import { takeCursor } from '../take-cursor.ts';

/** Seconds for which one replica has the word; a crash costs no more. */
const leaseSeconds = 20;
/** What a phone sends: a verb and the signed word of its page. */
const answer = /^(ack|cant) ([\w.-]{20,600})$/;

interface Read { since?: string; /** How many answers were forged, too late or used before. */ refused?: number }

/**
 * Looks for answers in ntfy's secret reply topic, while somebody has something to answer: one replica at a time, each
 * answer once. Whoever guesses the topic can write what they like; only a word that we signed does anything.
 */
export const readTaps = (delivering: Delivering): Handler<'read-taps'> => async (ctx, { providerId }) => {
  if (await nextTaps(ctx, providerId) === undefined) return;
  const before = await takeCursor<Read>(ctx, providerId, leaseSeconds);
  if (before === undefined) return;
  // Should this process end in the middle, the next one begins here.
  await lookForTaps(ctx, providerId, leaseSeconds);
  const { after, wait } = await read(ctx, delivering, providerId, before);
  await ctx.sql`update provider_cursors set asked_until = null, state = ${json(after)}::jsonb where provider_id = ${providerId}`;
  const next = await nextTaps(ctx, providerId);
  if (next !== undefined) await lookForTaps(ctx, providerId, Math.max(next, wait));
};

async function read(ctx: Context, delivering: Delivering, providerId: string, before: Read): Promise<{ after: Read; wait: number }> {
  const [found] = await providerById({ ...ctx, actor: system('delivery') }, providerId, delivering.opening);
  const provider = found && delivering.providerOf(found.kind);
  if (found === undefined || provider?.taps === undefined) return { after: before, wait: 0 };
  try {
    const { texts, since } = await provider.taps(provider.settings.parse(found.settings), before.since ?? '', delivering.tools);
    let refused = 0;
    for (const text of texts) if (!await carryOut(ctx, delivering, text)) refused++;
    if (refused > 0) ctx.log.warn({ provider: found.name, refused }, 'answers through ntfy were forged, too late or used before');
    return { after: { since, refused: (before.refused ?? 0) + refused }, wait: 0 };
  } catch (error) {
    // The next look is soon; what is wrong for good is said when something is sent.
    ctx.log.warn({ err: error, provider: found.name }, 'answers through ntfy could not be read');
    return { after: before, wait: error instanceof Undeliverable ? error.retryAfterSeconds ?? leaseSeconds : leaseSeconds };
  }
}

/** @returns whether it was an answer that counts */
async function carryOut(ctx: Context, { keys }: Delivering, text: string): Promise<boolean> {
  const [, verb, word] = answer.exec(text.trim()) ?? [];
  if (word === undefined) return false;
  try {
    await (verb === 'ack' ? acknowledgeByLink(ctx, keys, word) : passOnByLink(ctx, keys, word));
    return true;
  } catch (error) {
    if (error instanceof AppError && error.code !== 'unavailable') return false;
    throw error;
  }
}
