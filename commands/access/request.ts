import { z } from 'zod';
import { requestAccess } from '../../src/domain/people/request-access.ts';
import { done, reply } from '../../src/chat/answer.ts';
import { command } from '../../src/chat/command.ts';
import { optional, text } from '../../src/chat/options.ts';

export const accessRequest = command({
  description: 'access.request_description', title: 'titles.access_request', hidden: true,
  options: z.object({ pending: optional(text({ label: 'access.pending', max: 40 })) }),
  async run(ask, { pending }) {
    const { askedAt, isNew } = await requestAccess(ask.ctx, pending);
    const text = [[ask.say('access.asked_next')]];
    return isNew ? done(ask.say('access.asked'), { text }) : reply({ title: ask.say('access.already_asked', { at: askedAt.toISOString() }), text });
  },
});
