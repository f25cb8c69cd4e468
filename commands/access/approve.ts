import { z } from 'zod';
import { approveAccess } from '../../src/domain/people/approve-access.ts';
import { done } from '../../src/chat/answer.ts';
import { button } from '../../src/chat/cards/button.ts';
import { command } from '../../src/chat/command.ts';
import { group } from '../../src/chat/known/people.ts';
import { text } from '../../src/chat/options.ts';

export const accessApprove = command({
  description: 'access.approve_description', title: 'titles.access_approve', needs: 'change_group', hidden: true,
  options: z.object({ request: text({ label: 'access.request', max: 40 }), group: text({ known: group, label: 'access.group', greedy: true, max: 80 }) }),
  async run(ask, { request, group: word }) {
    const { username, group } = await approveAccess(ask.ctx, request, word);
    return done(ask.say('access.approved', { name: username, group }), { actions: button(ask, 'user/show', 'teamCommands.look', { user: username }) });
  },
});
