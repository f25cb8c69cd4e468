import { z } from 'zod';
import { userIdOf, type Actor } from '../../src/context.ts';
import { unauthenticated } from '../../src/errors.ts';
import { createCode } from '../../src/domain/people/create-code.ts';
import { findUser } from '../../src/domain/people/find-user.ts';
import { linkByCode } from '../../src/domain/people/link-identity.ts';
import { lastPending } from '../../src/domain/people/remember-pending.ts';
import { done, reply } from '../../src/chat/answer.ts';
import type { Answer } from '../../src/chat/card.ts';
import { wantedWords } from '../../src/chat/cards/access.ts';
import { command, type Ask } from '../../src/chat/command.ts';
import { optional, text } from '../../src/chat/options.ts';

const minutes = 60;

export const imasLink = command({
  description: 'imasCommands.link', title: 'titles.imas_link',
  options: z.object({ code: optional(text({ label: 'imasCommands.code', help: 'imasCommands.help_code', greedy: true, max: 40 })) }),
  async run(ask, { code: typed }) {
    const { actor } = ask.ctx;
    if (actor.kind === 'visitor') return linkVisitor(ask, actor, typed);
    const userId = userIdOf(actor);
    if (userId === null) throw unauthenticated('errors.sign_in_needed');
    // Whoever speaks here is known already: the code stays good for the chat account that is to be linked.
    if (typed !== undefined && actor.kind === 'person' && (actor.via === 'slack' || actor.via === 'discord')) {
      return reply({ title: ask.say('imasCommands.linked_already', { name: actor.username }), text: [[ask.say('imasCommands.linked_already_next')]] });
    }
    if (typed !== undefined) return reply({ title: ask.say('imasCommands.link_elsewhere'), text: [[ask.say('imasCommands.link_how')]], blocks: [{ kind: 'code', code: `/imas link ${typed}` }] });
    const code = await createCode(ask.ctx, { userId, purpose: 'link', minutes });
    return reply({
      title: ask.say('imasCommands.your_code'), text: [[ask.say('imasCommands.link_how')]],
      blocks: [{ kind: 'code', code: `/imas link ${code}` }], small: [[ask.say('imasCommands.code_lasts', { n: minutes })]],
    });
  },
});

/** Whoever types a code proves to be its owner; without one they read where to get it. */
async function linkVisitor({ ctx, say }: Ask, { platform, chatUserId }: Extract<Actor, { kind: 'visitor' }>, typed: string | undefined): Promise<Answer> {
  if (typed === undefined) {
    return reply({
      title: say('access.link_title'), text: [[say('access.link_how')]],
      blocks: [{ kind: 'code', code: 'npm run imas -- link-code NAME' }, { kind: 'code', code: '/imas link CODE', label: say('access.link_then') }],
    });
  }
  const pending = await lastPending(ctx, platform, chatUserId);
  const { username: name } = await findUser(ctx, await linkByCode(ctx, typed, { platform, chatUserId }));
  return done(say('access.linked', { name }), { text: pending === undefined ? [] : [[say('access.linked_then'), ' ', { code: wantedWords(pending.wanted) }]] });
}
