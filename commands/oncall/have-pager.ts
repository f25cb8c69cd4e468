import { z } from 'zod';
import { done } from '../../src/chat/answer.ts';
import { command } from '../../src/chat/command.ts';
import { text } from '../../src/chat/options.ts';
import { havePager } from '../../src/domain/turns/have-pager.ts';

/** “I have the pager”, below a hand-over. */
export const oncallHavePager = command({
  description: 'turns.have_pager', title: 'titles.oncall_have_pager',
  hidden: true,
  options: z.object({ handover: text({ label: 'turns.handover' }) }),
  async run(ask, { handover }) {
    const { teamName, to, confirmedAt, confirmedBy } = await havePager(ask.ctx, handover);
    return done(ask.say('turns.confirmed', { team: teamName, name: confirmedBy ?? to.username, at: confirmedAt!.toISOString() }));
  },
});
