import { z } from 'zod';
import { findRotation } from '../../src/domain/oncall/find-rotation.ts';
import { hiddenBy } from '../../src/domain/oncall/hidden-by.ts';
import { listRotations } from '../../src/domain/oncall/list-rotations.ts';
import { comingTurns } from '../../src/domain/oncall/coming-turns.ts';
import { findTeam } from '../../src/domain/people/find-team.ts';
import { rotationCard, rotationsCard } from '../../src/chat/cards/rotation.ts';
import { command } from '../../src/chat/command.ts';
import { rotations } from '../../src/chat/known/schedule.ts';
import { optional, team, text } from '../../src/chat/options.ts';

export const oncallRotation = command({
  description: 'schedules.rotation', title: 'titles.oncall_rotation', needs: 'view_schedule',
  options: z.object({ team: optional(team()), rotation: optional(text({ known: rotations, label: 'schedules.rotation_one', max: 80 })) }),
  async run(ask, { team: word, rotation }) {
    const it = word === undefined ? undefined : await findTeam(ask.ctx, word);
    const all = await listRotations(ask.ctx, { teamIds: it && [it.id] });
    const named = rotation === undefined ? undefined : await findRotation(ask.ctx, rotation, it?.id);
    const one = named ?? (it !== undefined && all.length === 1 ? all[0] : undefined);
    return { kind: 'card', card: one === undefined ? rotationsCard(ask, it?.name, all) : rotationCard(ask, one, { turns: await comingTurns(ask.ctx, one), hidden: await hiddenBy(ask.ctx, one) }), private: true };
  },
});
