import type { Context } from '../../context.ts';
import type { MessagePlace } from './heard-message.ts';

/** Has a message answered in its thread with the incident that was declared from it; by a job, once. */
export async function answerMessage(ctx: Context, incidentId: string, { platform, placeId, messageId, thread }: MessagePlace & { thread?: string }): Promise<void> {
  await ctx.enqueue('answer-message', { incidentId, platform, placeId, thread: thread ?? messageId }, { key: incidentId });
}
