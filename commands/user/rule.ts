import { z } from 'zod';
import { userIdOf } from '../../src/context.ts';
import { addRule, ruleMeans } from '../../src/domain/notifications/rules/add-rule.ts';
import { removeRule } from '../../src/domain/notifications/rules/remove-rule.ts';
import { resetRules } from '../../src/domain/notifications/rules/reset-rules.ts';
import { showRules } from '../../src/domain/notifications/rules/show-rules.ts';
import { findUser } from '../../src/domain/people/find-user.ts';
import type { Answer, Field } from '../../src/chat/card.ts';
import { rulesCard } from '../../src/chat/cards/reach.ts';
import { command, type Ask } from '../../src/chat/command.ts';
import { delay } from '../../src/chat/delay.ts';
import { contacts } from '../../src/chat/known/people.ts';
import { choice, number, optional, text, user } from '../../src/chat/options.ts';

/** How one is told: by which means, how long after the step, at high and at low urgency. */
export const userRule = command({
  description: 'reach.rule', title: 'titles.user_rule', submit: 'teamCommands.save',
  options: z.object({
    do: optional(choice({ add: 'userCommands.do_add', remove: 'userCommands.do_remove', reset: 'reach.do_reset' }, { label: 'userCommands.do' })),
    urgency: optional(choice({ high: 'reach.high', low: 'reach.low' }, { label: 'reach.urgency', help: 'reach.help_urgency' })),
    means: optional(choice(ruleMeans, { label: 'userCommands.means' })),
    after: optional(delay({ label: 'reach.wait', help: 'reach.help_wait' })),
    number: optional(number({ label: 'reach.number', min: 1, max: 1000 })),
    contact: optional(text({ known: contacts, label: 'reach.contact', help: 'reach.help_contact', max: 2000, named: true })),
    user: optional(user({ help: 'userCommands.help_mine', named: true })),
  }),
  async run(ask, options) {
    const me = userIdOf(ask.ctx.actor) ?? '';
    const person = await findUser(ask.ctx, options.user ?? me);
    const { do: doing, urgency = 'high', means, after = 0, number: position, contact } = options;
    const whose: Record<string, string> = person.id === me ? {} : { user: person.username };
    if (doing === 'add') {
      if (means === undefined) return blanks(ask, { ...whose, do: 'add' }, urgency);
      await addRule(ask.ctx, { userId: person.id, urgency, means, contact, afterSeconds: after });
    } else if (doing === 'remove') {
      if (position === undefined) return removal(ask, whose, await showRules(ask.ctx, person.id));
      await removeRule(ask.ctx, { userId: person.id, urgency, position });
    } else if (doing === 'reset') await resetRules(ask.ctx, { userId: person.id, urgency: options.urgency });
    return { kind: 'card', card: rulesCard(ask, person.username, await showRules(ask.ctx, person.id), person.id === me), private: true };
  },
});

const urgencyField = ({ say }: Ask, value: string): Field =>
  ({ name: 'urgency', label: say('reach.urgency'), kind: 'choice', required: true, choices: (['high', 'low'] as const).map((one) => ({ value: one, label: say(`reach.${one}`) })), value, help: say('reach.help_urgency') });

function blanks(ask: Ask, args: Record<string, string>, urgency: string): Answer {
  const { say } = ask;
  return { kind: 'form', form: {
    title: say('reach.rule_title'), command: 'user/rule', args, submit: say('teamCommands.save'), intro: say('reach.intro'),
    fields: [
      urgencyField(ask, urgency),
      { name: 'means', label: say('userCommands.means'), kind: 'choice', required: true, choices: ruleMeans.map((means) => ({ value: means, label: say(`cards.means_${means}`) })) },
      { name: 'after', label: say('reach.wait'), kind: 'text', required: false, help: say('reach.help_wait') },
      { name: 'contact', label: say('reach.contact'), kind: 'text', required: false, help: say('reach.help_contact'), completes: {} },
    ],
  } };
}

function removal(ask: Ask, whose: Record<string, string>, told: Awaited<ReturnType<typeof showRules>>): Answer {
  const { say } = ask;
  const first = told.find(({ own }) => own.length > 0)?.urgency ?? 'high';
  return { kind: 'form', form: {
    title: say('reach.remove_title'), command: 'user/rule', args: { ...whose, do: 'remove' }, submit: say('userCommands.do_remove'),
    fields: [urgencyField(ask, first), { name: 'number', label: say('reach.number'), kind: 'number', required: true }],
  } };
}
