import { z } from 'zod';
import { invalid } from '../../src/errors.ts';
import { createCode } from '../../src/domain/people/create-code.ts';
import { findUser } from '../../src/domain/people/find-user.ts';
import { linkIdentity } from '../../src/domain/people/link-identity.ts';
import { idOfMention } from '../../src/domain/people/user-of-mention.ts';
import { done } from '../../src/chat/answer.ts';
import { button } from '../../src/chat/cards/button.ts';
import { command, type Ask } from '../../src/chat/command.ts';
import { isNone } from '../../src/chat/none.ts';
import { choice, optional, text, user } from '../../src/chat/options.ts';

const hours = 24;

/** Whose id it is, where nobody said so: by its look, else that of where it was asked. @throws AppError invalid */
function platformOf(chatUser: string, { place }: Ask): 'slack' | 'discord' {
  const id = bare(chatUser);
  if (/^\d{15,20}$/.test(id)) return 'discord';
  if (/^[UW][A-Z0-9]{5,}$/.test(id)) return 'slack';
  if (place?.platform === 'slack' || place?.platform === 'discord') return place.platform;
  throw invalid('chat.needed', {}, { fields: { platform: { key: 'chat.needed' } } });
}
const bare = (chatUser: string): string => idOfMention(chatUser) ?? chatUser.trim();

export const userLink = command({
  description: 'userCommands.link', title: 'titles.user_link', needs: 'change_group', submit: 'teamCommands.save',
  options: z.object({
    user: user(),
    platform: optional(choice(['slack', 'discord'], { label: 'userCommands.platform' })),
    chat_user: optional(text({ picks: ['discord person', 'slack person'], label: 'userCommands.chat_user', help: 'userCommands.help_chat_user', max: 64 })),
  }),
  async run(ask, { user: word, platform: named, chat_user: chatUser }) {
    const { ctx } = ask;
    const platform = named ?? (chatUser === undefined ? undefined : platformOf(chatUser, ask));
    const { id: userId, username: name } = await findUser(ctx, word);
    const actions = button(ask, 'user/show', 'teamCommands.look', { user: name });
    if (platform !== undefined && chatUser !== undefined) {
      const id = isNone(chatUser) ? null : bare(chatUser);
      await linkIdentity(ctx, userId, platform, id);
      return done(ask.say(id === null ? 'userCommands.unlinked' : 'userCommands.linked', { name, platform, id: id ?? '' }), { actions });
    }
    // Nobody is named: whoever has these codes becomes this person, so they are shown to the asker alone.
    const signIn = await createCode(ctx, { userId, purpose: 'sign-in', minutes: hours * 60 });
    const link = await createCode(ctx, { userId, purpose: 'link', minutes: hours * 60 });
    return done(ask.say('userCommands.codes_for', { name }), {
      text: [[ask.say('userCommands.codes_next', { n: hours })]],
      blocks: [
        { kind: 'code', code: `${ask.ports.baseUrl}/sign-in#code=${signIn}`, label: ask.say('userCommands.sign_in_link') },
        { kind: 'code', code: `/imas link ${link}`, label: ask.say('userCommands.type_in_chat') },
      ],
      actions,
    });
  },
});
