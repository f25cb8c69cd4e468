import { z } from 'zod';
import { userIdOf } from '../../src/context.ts';
import { unauthenticated } from '../../src/errors.ts';
import { createCode } from '../../src/domain/people/create-code.ts';
import { reply } from '../../src/chat/answer.ts';
import { command } from '../../src/chat/command.ts';
import { optional, text } from '../../src/chat/options.ts';

const minutes = 60;

export const imasLink = command({
  description: 'imasCommands.link',
  options: z.object({ code: optional(text({ label: 'imasCommands.code', help: 'imasCommands.help_code', greedy: true, max: 40 })) }),
  async run(ask, { code: typed }) {
    const userId = userIdOf(ask.ctx.actor);
    if (userId === null) throw unauthenticated('errors.sign_in_needed');
    // Whoever speaks here is known already: the code stays good for the chat account that is to be linked.
    if (typed !== undefined) return reply({ title: ask.say('imasCommands.link_elsewhere'), text: [[ask.say('imasCommands.link_how')]] });
    const code = await createCode(ask.ctx, { userId, purpose: 'link', minutes });
    return reply({
      title: ask.say('imasCommands.your_code'), text: [[ask.say('imasCommands.link_how')]],
      blocks: [{ kind: 'code', code: `/imas link ${code}` }], small: [[ask.say('imasCommands.code_lasts', { n: minutes })]],
    });
  },
});
