import { z } from 'zod';
import { endRotation } from '../../src/domain/oncall/end-rotation.ts';
import { gapsAhead } from '../../src/domain/oncall/gaps-ahead.ts';
import { endedCard } from '../../src/chat/cards/rotation.ts';
import { chooseRotation } from '../../src/chat/choose-rotation.ts';
import { command } from '../../src/chat/command.ts';
import { rotations } from '../../src/chat/known/schedule.ts';
import { optional, team, text } from '../../src/chat/options.ts';

export const oncallRotationDelete = command({
  description: 'schedules.rotation_delete', needs: 'delete_schedule', hidden: true, submit: 'schedules.end_button',
  options: z.object({ team: optional(team()), rotation: optional(text({ known: rotations, label: 'schedules.rotation_one', max: 80 })) }),
  async run(ask, options) {
    const which = await chooseRotation(ask, { command: 'oncall/rotation-delete', title: 'schedules.rotation_delete', submit: 'schedules.end_button' }, options);
    if ('kind' in which) return which;
    const was = await endRotation(ask.ctx, which.id);
    return { kind: 'card', card: endedCard(ask, was, await gapsAhead(ask.ctx, was.teamId, was.level)), private: false };
  },
});
