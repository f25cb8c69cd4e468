import { z } from 'zod';
import { databaseNow } from '../../src/domain/clock.ts';
import { comingTurns } from '../../src/domain/oncall/coming-turns.ts';
import { createRotation } from '../../src/domain/oncall/create-rotation.ts';
import { gapsAhead } from '../../src/domain/oncall/gaps-ahead.ts';
import { hiddenBy } from '../../src/domain/oncall/hidden-by.ts';
import { findTeam } from '../../src/domain/people/find-team.ts';
import { rotationCard } from '../../src/chat/cards/rotation.ts';
import { command } from '../../src/chat/command.ts';
import { people } from '../../src/chat/known/people.ts';
import { dateTime, number, optional, team, text } from '../../src/chat/options.ts';
import { peopleFrom } from '../../src/chat/people-words.ts';
import { rotationFields, ruleSaid } from '../../src/chat/rotation-options.ts';

export const oncallRotationCreate = command({
  description: 'schedules.rotation_create', needs: 'add_schedule', hidden: true, submit: 'teamCommands.create_submit',
  options: z.object({
    team: team(), members: text({ known: people, label: 'schedules.people', help: 'schedules.help_people', greedy: true, max: 2000 }), name: optional(text({ label: 'teamCommands.name', help: 'schedules.help_name', named: true, max: 80 })),
    ...rotationFields, starts: optional(dateTime({ label: 'schedules.starts_at', help: 'schedules.help_starts', named: true })),
    position: optional(number({ label: 'schedules.position', help: 'schedules.help_position', named: true, min: 1, max: 1000 })),
  }),
  prefill: async ({ say }) => ({ every: say('schedules.default_every'), handover: say('schedules.default_handover') }),
  async run(ask, { team: word, members, name, starts, position, ...rule }) {
    const { id: teamId } = await findTeam(ask.ctx, word);
    const said = ruleSaid(rule);
    const rotation = await createRotation(ask.ctx, {
      teamId, members: await peopleFrom(ask.ctx, members), name: name ?? ask.say((said.level ?? 1) === 1 ? 'schedules.name_primary' : 'schedules.name_backup'), ...said, ...(starts === undefined ? {} : { startsAt: starts }), ...(position === undefined ? {} : { position }),
    });
    const made = { title: ask.say('schedules.rotation_created', { name: rotation.name, team: rotation.teamName }), ahead: await gapsAhead(ask.ctx, teamId, rotation.level), now: await databaseNow(ask.ctx), hours: rule.hours };
    return { kind: 'card', card: rotationCard(ask, rotation, { turns: await comingTurns(ask.ctx, rotation), hidden: await hiddenBy(ask.ctx, rotation) }, made), private: false };
  },
});
