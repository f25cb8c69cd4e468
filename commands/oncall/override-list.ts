import { z } from 'zod';
import { databaseNow } from '../../src/domain/clock.ts';
import { listOverrides } from '../../src/domain/oncall/list-overrides.ts';
import { findTeam } from '../../src/domain/people/find-team.ts';
import { overridesCard } from '../../src/chat/cards/schedule.ts';
import { command } from '../../src/chat/command.ts';
import { optional, team } from '../../src/chat/options.ts';

export const oncallOverrideList = command({
  description: 'schedules.override_list', title: 'titles.oncall_override_list', needs: 'view_schedule', hidden: true,
  options: z.object({ team: optional(team()) }),
  async run(ask, options) {
    const it = options.team === undefined ? undefined : await findTeam(ask.ctx, options.team);
    return { kind: 'card', card: overridesCard(ask, it?.name, await listOverrides(ask.ctx, { teamIds: it && [it.id], from: await databaseNow(ask.ctx) })), private: true };
  },
});
