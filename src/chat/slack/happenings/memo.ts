import { SlackFault } from '../faults.ts';
import type { HappeningParts } from './parts.ts';

/** 📝 on a message shows everybody that it is on the timeline, without a word. */
export const memo = {
  async put({ slack, ctx }: Pick<HappeningParts, 'slack' | 'ctx'>, channel: string, ts: string): Promise<void> {
    await slack.call('reactions.add', { channel, timestamp: ts, name: 'memo' }, { lane: 'chores' }).catch(noMatter(ctx, 'already_reacted'));
  },
  async take({ slack, ctx }: Pick<HappeningParts, 'slack' | 'ctx'>, channel: string, ts: string): Promise<void> {
    await slack.call('reactions.remove', { channel, timestamp: ts, name: 'memo' }, { lane: 'chores' }).catch(noMatter(ctx, 'no_reaction'));
  },
};
const noMatter = ({ log }: HappeningParts['ctx'], fine: string) => (error: unknown): void => {
  if (!(error instanceof SlackFault)) throw error;
  if (error.code !== fine) log.info({ err: error }, 'the mark of a message on the timeline could not be changed');
};
