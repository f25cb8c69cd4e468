import { z } from 'zod';
import { databaseNow } from '../../src/domain/clock.ts';
import { comingTurns } from '../../src/domain/oncall/coming-turns.ts';
import { editRotation } from '../../src/domain/oncall/edit-rotation.ts';
import { gapsAhead } from '../../src/domain/oncall/gaps-ahead.ts';
import { hiddenBy } from '../../src/domain/oncall/hidden-by.ts';
import { rotationCard } from '../../src/chat/cards/rotation.ts';
import { chooseRotation } from '../../src/chat/choose-rotation.ts';
import type { Answer } from '../../src/chat/card.ts';
import { command } from '../../src/chat/command.ts';
import { formOf } from '../../src/chat/form-of.ts';
import { rotations } from '../../src/chat/known/schedule.ts';
import { people } from '../../src/chat/known/people.ts';
import { number, optional, team, text } from '../../src/chat/options.ts';
import { peopleFrom } from '../../src/chat/people-words.ts';
import { rotationFields, ruleSaid } from '../../src/chat/rotation-options.ts';
import { sayEvery, sayHandover, sayHours } from '../../src/chat/rotation-words.ts';

export const oncallRotationEdit = command({
  description: 'schedules.rotation_edit', needs: 'change_schedule', hidden: true, submit: 'teamCommands.save',
  options: z.object({
    team: optional(team()), rotation: optional(text({ known: rotations, label: 'schedules.rotation_one', max: 80 })), members: optional(text({ known: people, label: 'schedules.people', help: 'schedules.help_people', named: true, max: 2000 })),
    name: optional(text({ label: 'teamCommands.name', named: true, max: 80 })), ...rotationFields, position: optional(number({ label: 'schedules.position', help: 'schedules.help_position', named: true, min: 1, max: 1000 })),
  }),
  async run(ask, { team: word, rotation, members, name, position, ...rule }): Promise<Answer> {
    const was = await chooseRotation(ask, { command: 'oncall/rotation-edit', title: 'schedules.rotation_edit', submit: 'schedules.continue' }, { team: word, rotation });
    if ('kind' in was) return was;
    const said = { ...ruleSaid(rule), ...(name === undefined ? {} : { name }), ...(position === undefined ? {} : { position }) };
    if (members === undefined && Object.keys(said).length === 0) {
      const values = {
        members: was.members.map((member) => member.username).join(', '), name: was.name, every: sayEvery(was, ask.say), handover: sayHandover(was, ask.language), level: String(was.level),
        hours: sayHours(was.hours, ask.language), time_zone: was.zone, position: String(was.position),
      };
      return { kind: 'form', form: formOf('oncall/rotation-edit', oncallRotationEdit, { args: { team: was.teamName, rotation: was.id }, values }, ask.say) };
    }
    const changed = await editRotation(ask.ctx, was.id, { ...said, ...(members === undefined ? {} : { members: await peopleFrom(ask.ctx, members) }) });
    const made = { title: ask.say('schedules.rotation_changed', { name: changed.name, team: changed.teamName }), ahead: await gapsAhead(ask.ctx, changed.teamId, changed.level), now: await databaseNow(ask.ctx), hours: rule.hours };
    return { kind: 'card', card: rotationCard(ask, changed, { turns: await comingTurns(ask.ctx, changed), hidden: await hiddenBy(ask.ctx, changed) }, made), private: false };
  },
});
