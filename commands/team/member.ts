import { z } from 'zod';
import { findUser } from '../../src/domain/people/find-user.ts';
import { orderMembers } from '../../src/domain/people/order-members.ts';
import { removeMember } from '../../src/domain/people/remove-member.ts';
import { setMember } from '../../src/domain/people/set-member.ts';
import { showTeam } from '../../src/domain/people/show-team.ts';
import { done } from '../../src/chat/answer.ts';
import { button } from '../../src/chat/cards/button.ts';
import { command, type Ask } from '../../src/chat/command.ts';
import { choice, number, optional, team, user } from '../../src/chat/options.ts';

export const teamMember = command({
  description: 'teamCommands.member', title: 'titles.team_member', needs: 'change_team', submit: 'teamCommands.save',
  options: z.object({
    team: team(), user: user(),
    role: optional(choice({ member: 'teamCommands.role_member', manager: 'teamCommands.role_manager', remove: 'teamCommands.role_remove' }, { label: 'teamCommands.role' })),
    position: optional(number({ label: 'teamCommands.order', help: 'teamCommands.help_order', named: true, min: 1, max: 1000 })),
  }),
  async run(ask, { team: word, user: name, role, position }) {
    const { team } = await showTeam(ask.ctx, word);
    const person = await findUser(ask.ctx, name);
    const params = { name: person.username, team: team.name };
    const which = { teamId: team.id, userId: person.id };
    const actions = [...button(ask, 'team/show', 'teamCommands.look', { team: team.name }), ...button(ask, 'team/member', 'teamCommands.add_member', { team: team.name })];
    if (role === 'remove') {
      await removeMember(ask.ctx, which);
      return done(ask.say('teamCommands.member_removed', params), { actions });
    }
    const changed = await setMember(ask.ctx, { ...which, role });
    const order = position === undefined ? undefined : await moveTo(ask, which, position);
    const title = ask.say(!changed ? order === undefined ? 'teamCommands.member_already' : 'teamCommands.ordered' : role === 'manager' ? 'teamCommands.manager_added' : 'teamCommands.member_added', { ...params, names: order ?? '' });
    return done(title, { text: changed && order !== undefined ? [[ask.say('teamCommands.ordered', { ...params, names: order })]] : [], actions });
  },
});

/** Puts a member at this place in the order, from 1. @returns the usernames in their new order */
async function moveTo({ ctx }: Ask, { teamId, userId }: { teamId: string; userId: string }, position: number): Promise<string> {
  const { members } = await showTeam(ctx, teamId);
  const moved = members.filter((member) => member.userId === userId);
  const order = members.filter((member) => member.userId !== userId).toSpliced(position - 1, 0, ...moved);
  await orderMembers(ctx, teamId, order.map((member) => member.userId));
  return order.map((member) => member.username).join(', ');
}
