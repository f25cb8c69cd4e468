import { incidentOfMessage } from '../../../domain/incidents/remove-message.ts';
import { sayIn } from '../../../texts/say.ts';
import type { Answer } from '../../card.ts';
import type { Hooks } from '../hooks.ts';
import { failureAnswer } from '../../error-card.ts';
import { sayTo } from '../../say-to.ts';
import { hear } from './hear.ts';
import { inTurn } from './in-turn.ts';
import { isOurs } from './is-ours.ts';
import { memo } from './memo.ts';
import { messageAt } from './message-at.ts';
import type { HappeningParts } from './parts.ts';
import { tellAlone } from './tell-alone.ts';

const pins: ReadonlySet<string> = new Set(['pushpin', 'round_pushpin']);
type Reaction = Parameters<NonNullable<Hooks['reaction']>>[0];

/**
 * 📌 on a message in an incident's room, or in a thread below its card, puts the message on its timeline; the last one
 * that is taken off takes it off again (spec §5). Whoever may not is told so in private. Elsewhere 📌 means nothing.
 */
export function pinHook(parts: HappeningParts): NonNullable<Hooks['reaction']> {
  const turn = inTurn();
  return async (it) => {
    if (!pins.has(it.name)) return;
    // On and off again at once: in that order.
    await turn(`${it.channel}:${it.ts}`, async () => {
      try {
        await (it.added ? pinned(parts, it) : unpinned(parts, it));
      } catch (error) {
        const say = sayIn(parts.language, parts.timeZone);
        const { ctx } = parts;
        await tellAnswer(parts, it, undefined, failureAnswer({ log: ctx.log }, error, say), say);
      }
    });
  };
}

async function pinned(parts: HappeningParts, it: Reaction): Promise<void> {
  const { slack, people, dispatch } = parts;
  if (!(await mayConcern(parts, it.channel))) return;
  const message = await messageAt(slack, it.channel, it.ts);
  if (message === undefined || (await isOurs(slack, message))) return;
  const thread = message.thread_ts;
  const from = await people.speaker({ userId: it.userId, channel: it.channel, ...(thread === undefined ? {} : { thread }) });
  const { incident } = from;
  if (incident === undefined) return;
  const answer = await dispatch.press(from, 'incident/add-message', { incident, message: await hear(parts, it.channel, message) });
  if (toneOf(answer) === 'good') return memo.put(parts, it.channel, it.ts);
  if (toneOf(answer) === 'bad') await tellAnswer(parts, it, thread, answer, await sayTo({ ...parts, sql: parts.ctx.sql }, from));
}

async function unpinned(parts: HappeningParts, it: Reaction): Promise<void> {
  const { slack, ctx, people, dispatch } = parts;
  const which = { platform: 'slack', placeId: it.channel, messageId: it.ts } as const;
  if ((await incidentOfMessage(ctx, which)) === undefined) return;
  const message = await messageAt(slack, it.channel, it.ts);
  if (message?.reactions?.some(({ name, count = 1 }) => pins.has(name) && count > 0)) return;
  const from = await people.speaker({ userId: it.userId, channel: it.channel, ...(message?.thread_ts === undefined ? {} : { thread: message.thread_ts }) });
  const answer = await dispatch.press(from, 'incident/remove-message', { platform: which.platform, place: which.placeId, message: which.messageId });
  if (toneOf(answer) === 'good') return memo.take(parts, it.channel, it.ts);
  await tellAnswer(parts, it, message?.thread_ts, answer, await sayTo({ ...parts, sql: ctx.sql }, from));
}

const toneOf = (answer: Answer): string | undefined => (answer.kind === 'card' ? answer.card.tone : undefined);
const tellAnswer = async (parts: HappeningParts, it: Reaction, thread: string | undefined, answer: Answer, say: ReturnType<typeof sayIn>): Promise<void> => {
  if (answer.kind === 'card') await tellAlone(parts, { channel: it.channel, user: it.userId, thread }, answer.card, say);
};

/** Is it a room, or does a card stand there? Slack is not asked about any other place. */
async function mayConcern({ ctx }: HappeningParts, channel: string): Promise<boolean> {
  const [row] = await ctx.sql`
    select 1 where exists (select from rooms where platform = 'slack' and place_id = ${channel})
      or exists (select from posted_cards where platform = 'slack' and place_id = ${channel} and place_kind <> 'direct' and incident_id is not null)`;
  return row !== undefined;
}
