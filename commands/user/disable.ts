import { z } from 'zod';
import { disableUser } from '../../src/domain/people/disable-user.ts';
import { findUser } from '../../src/domain/people/find-user.ts';
import { holdingsOf, type Holding } from '../../src/domain/people/holdings.ts';
import { done, reply } from '../../src/chat/answer.ts';
import { button } from '../../src/chat/cards/button.ts';
import { holdingsBlocks } from '../../src/chat/cards/user.ts';
import { command, type Ask } from '../../src/chat/command.ts';
import { isNone } from '../../src/chat/none.ts';
import { boolean, optional, user } from '../../src/chat/options.ts';

/** What a form calls the answer for one holding: `pin:…`, `lead:…`. Whatever has no answer of its own gets `replace_by`. */
export const userDisable = command({
  description: 'userCommands.disable', title: 'titles.user_disable', needs: 'delete_user', othersLike: 'replace_by',
  options: z.object({
    user: user(),
    replace_by: optional(user({ label: 'userCommands.replace_by', help: 'userCommands.help_replace', orNone: true })),
    sure: optional(boolean({ label: 'teamCommands.sure', named: true })),
  }).catchall(z.string()),
  async run(ask, { user: word, replace_by: heir, sure, ...more }) {
    const person = await findUser(ask.ctx, word);
    const holdings = await holdingsOf(ask.ctx, person.id);
    const typed = Object.entries(more).filter(([key, value]) => /^(?:pin|lead|shift|rotation|override|step|membership):/.test(key) && value.trim() !== '');
    const args: Record<string, string> = { user: person.username, ...(heir === undefined ? {} : { replace_by: heir }), ...Object.fromEntries(typed) };
    const open = holdings.handOver.filter(({ key }) => heir === undefined && !typed.some(([answered]) => answered === key));
    if (open.length > 0) return form(ask, person.username, args, open);
    const answers = Object.fromEntries(await Promise.all(typed.map(async ([key, name]): Promise<[string, string | null]> => [key, await heirOf(ask, name)])));
    const otherwise = heir === undefined ? undefined : await heirOf(ask, heir);
    if (sure !== true) {
      return reply({
        title: ask.say('userCommands.disable_sure', { name: person.username }), tone: 'high', blocks: holdingsBlocks(ask, holdings),
        text: [[ask.say('userCommands.disable_means')], ...(heir === undefined ? [] : [[isNone(heir) ? ask.say('userCommands.gap_all') : ask.say('userCommands.heir_all', { name: heir })]])],
        actions: button(ask, 'user/disable', 'userCommands.disable_button', { ...args, sure: 'yes' }, { style: 'danger' }),
      });
    }
    await disableUser(ask.ctx, { userId: person.id, answers, otherwise });
    return done(ask.say('userCommands.disabled', { name: person.username }), { actions: button(ask, 'user/enable', 'userCommands.enable_button', { user: person.username }) });
  },
});

const heirOf = async (ask: Ask, name: string): Promise<string | null> => (isNone(name) ? null : (await findUser(ask.ctx, name)).id);

/** One field a holding: who takes it, or `none` to leave its place empty. */
function form({ say }: Ask, name: string, args: Record<string, string>, open: readonly Pick<Holding, 'key' | 'kind' | 'label'>[]) {
  return {
    kind: 'form' as const, form: {
      title: say('userCommands.disable_title', { name }), command: 'user/disable', args, intro: say('userCommands.disable_intro', { name, n: open.length }), submit: say('userCommands.continue'),
      fields: open.map((holding) => ({ name: holding.key, label: `${say(`userCommands.holds_${holding.kind}`)} ${holding.label}`, kind: 'user' as const, required: true, help: say('userCommands.help_heir') })),
    },
  };
}
