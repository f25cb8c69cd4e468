import type { Say } from '../../../texts/say.ts';
import type { Card } from '../../card.ts';
import { SlackFault } from '../faults.ts';
import { keepValues } from '../../keep-values.ts';
import { drawMessage } from '../render/message.ts';
import type { HappeningParts } from './parts.ts';

/** Shows a card to one person alone, where they are. Slack's refusal is logged. */
export async function tellAlone({ slack, ctx }: Pick<HappeningParts, 'slack' | 'ctx'>, to: { channel: string; user: string; thread?: string | undefined }, card: Card, say: Say): Promise<void> {
  const { text, blocks, kept } = drawMessage(card, { say });
  await keepValues(ctx, kept);
  try {
    await slack.call('chat.postEphemeral', { channel: to.channel, user: to.user, text, blocks, ...(to.thread === undefined ? {} : { thread_ts: to.thread }) }, { lane: 'talk', place: to.channel });
  } catch (error) {
    if (!(error instanceof SlackFault)) throw error;
    ctx.log.info({ err: error }, 'somebody in Slack could not be told in private');
  }
}
