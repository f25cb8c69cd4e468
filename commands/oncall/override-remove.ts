import { z } from 'zod';
import { gapsAhead } from '../../src/domain/oncall/gaps-ahead.ts';
import { removeOverride } from '../../src/domain/oncall/remove-override.ts';
import { removedCard } from '../../src/chat/cards/schedule.ts';
import { chooseEntry } from '../../src/chat/choose-entry.ts';
import { command } from '../../src/chat/command.ts';
import { overrides } from '../../src/chat/known/schedule.ts';
import { optional, team, text, user } from '../../src/chat/options.ts';

export const oncallOverrideRemove = command({
  description: 'schedules.override_remove', needs: 'delete_schedule', hidden: true, submit: 'schedules.remove_button',
  options: z.object({ team: optional(team()), user: optional(user()), entry: optional(text({ known: overrides, label: 'schedules.which', named: true, max: 40 })) }),
  async run(ask, { entry, ...narrow }) {
    const chosen = entry ?? await chooseEntry(ask, { kind: 'override', command: 'oncall/override-remove', title: 'schedules.override_remove', submit: 'schedules.remove_button' }, narrow);
    if (typeof chosen !== 'string') return chosen;
    const was = await removeOverride(ask.ctx, chosen);
    return { kind: 'card', card: removedCard(ask, ask.say('schedules.override_removed', { name: was.username, team: was.teamName }), was, await gapsAhead(ask.ctx, was.teamId, was.level)), private: false };
  },
});
