import { z } from 'zod';
import { denyAccess } from '../../src/domain/people/deny-access.ts';
import { done } from '../../src/chat/answer.ts';
import { command } from '../../src/chat/command.ts';
import { text } from '../../src/chat/options.ts';

export const accessDeny = command({
  description: 'access.deny_description', title: 'titles.access_deny', needs: 'change_group', hidden: true,
  options: z.object({ request: text({ label: 'access.request', max: 40 }) }),
  async run(ask, { request }) {
    return done(ask.say('access.denied', { name: await denyAccess(ask.ctx, request) }));
  },
});
