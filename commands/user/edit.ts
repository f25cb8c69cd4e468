import { z } from 'zod';
import { userIdOf } from '../../src/context.ts';
import { editUser } from '../../src/domain/people/edit-user.ts';
import { findUser } from '../../src/domain/people/find-user.ts';
import { showUser } from '../../src/domain/people/list-users.ts';
import { done } from '../../src/chat/answer.ts';
import { button } from '../../src/chat/cards/button.ts';
import { command, type Ask } from '../../src/chat/command.ts';
import { isNone, orNone } from '../../src/chat/none.ts';
import { zones } from '../../src/chat/known/schedule.ts';
import { optional, suggested, text, user } from '../../src/chat/options.ts';

const idOf = async (ask: Ask, word: string | undefined): Promise<string> => (await findUser(ask.ctx, word ?? userIdOf(ask.ctx.actor) ?? '')).id;

export const userEdit = command({
  description: 'userCommands.edit', title: 'titles.user_edit', asks: 'what to change', submit: 'teamCommands.save',
  options: z.object({
    user: optional(user({ help: 'userCommands.help_mine' })),
    language: optional(suggested({ en: 'userCommands.english', fr: 'userCommands.french', none: 'userCommands.as_installed' }, { label: 'userCommands.language', named: true })),
    time_zone: optional(text({ known: zones, label: 'teamCommands.time_zone', help: 'userCommands.help_own_zone', named: true, max: 64 })),
    phone: optional(text({ label: 'userCommands.phone', help: 'userCommands.help_phone', named: true, max: 40 })),
    email: optional(text({ label: 'userCommands.email', named: true, max: 254 })),
  }),
  async prefill(ask, given): Promise<Record<string, string>> {
    const { language, timeZone, phone, email } = await showUser(ask.ctx, await idOf(ask, given['user']));
    return { language: language ?? 'none', time_zone: timeZone ?? '', phone: phone ?? '', email: email ?? '' };
  },
  async run(ask, { user: word, language, time_zone: timeZone, phone, email }) {
    const before = await showUser(ask.ctx, await idOf(ask, word));
    const after = await editUser(ask.ctx, before.id, {
      // The verb says which languages there are.
      language: language === undefined ? undefined : isNone(language) ? null : language as 'en' | 'fr',
      timeZone: timeZone === undefined ? undefined : orNone(timeZone), phone: phone === undefined ? undefined : orNone(phone),
      // A form brings back what it showed: only another address needs the right to change it.
      email: email === undefined || email === before.email ? undefined : orNone(email),
    });
    return done(ask.say('userCommands.edited', { name: after.username }), { actions: button(ask, 'user/show', 'teamCommands.look', { user: after.username }) });
  },
});
