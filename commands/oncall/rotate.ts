import { z } from 'zod';
import { rotate } from '../../src/domain/oncall/rotate.ts';
import { findTeam } from '../../src/domain/people/find-team.ts';
import { findUser } from '../../src/domain/people/find-user.ts';
import { handedCard } from '../../src/chat/cards/oncall.ts';
import { command } from '../../src/chat/command.ts';
import { isNone } from '../../src/chat/none.ts';
import { optional, team, user } from '../../src/chat/options.ts';

export const oncallRotate = command({
  description: 'teamCommands.rotate_team', title: 'titles.oncall_rotate', needs: 'change_schedule', submit: 'teamCommands.rotate',
  options: z.object({
    team: team(),
    /** Whom the button's reader saw on call: pressed twice, it rotates once. */
    instead_of: optional(user({ label: 'teamCommands.option_instead_of', named: true })),
  }),
  async run(ask, options) {
    const { id } = await findTeam(ask.ctx, options.team);
    const seen = options.instead_of;
    const expected = seen === undefined ? undefined : isNone(seen) ? null : (await findUser(ask.ctx, seen)).id;
    return { kind: 'card', card: handedCard(ask, await rotate(ask.ctx, id, expected)), private: false };
  },
});
