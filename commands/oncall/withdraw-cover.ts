import { z } from 'zod';
import { withdrawCover } from '../../src/domain/turns/withdraw-cover.ts';
import { done } from '../../src/chat/answer.ts';
import { command } from '../../src/chat/command.ts';
import { text } from '../../src/chat/options.ts';

/** “Withdraw”: nobody is asked any more. */
export const oncallWithdrawCover = command({
  description: 'turns.withdraw_cover', title: 'titles.oncall_withdraw_cover',
  hidden: true,
  options: z.object({ cover: text({ label: 'turns.cover_id' }) }),
  async run(ask, { cover }) {
    return done(ask.say('turns.withdrawn', { n: (await withdrawCover(ask.ctx, cover)).length }));
  },
});
