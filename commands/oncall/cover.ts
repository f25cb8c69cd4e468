import { z } from 'zod';
import { userIdOf } from '../../src/context.ts';
import { databaseNow } from '../../src/domain/clock.ts';
import { findTeam } from '../../src/domain/people/find-team.ts';
import { findUser } from '../../src/domain/people/find-user.ts';
import { nextTurn } from '../../src/domain/turns/next-turn.ts';
import { askOthers } from '../../src/chat/ask-others.ts';
import { command, type Ask } from '../../src/chat/command.ts';
import { endFrom } from '../../src/chat/end-from.ts';
import { boolean, dateTime, endTime, optional, team, text, user } from '../../src/chat/options.ts';
import { notFound } from '../../src/errors.ts';

export const oncallCover = command({
  description: 'turns.cover', title: 'titles.oncall_cover', needs: 'view_schedule', asks: 'what to change', submit: 'turns.ask_for_cover',
  options: z.object({
    from: optional(dateTime({ label: 'turns.from', help: 'turns.help_from' })), to: optional(endTime({ label: 'turns.to' })),
    with: optional(user({ label: 'turns.with', help: 'turns.help_with' })), payback: optional(boolean({ label: 'turns.payback' })),
    team: optional(team({ named: true, help: 'turns.help_team' })), user: optional(user({ named: true, help: 'turns.help_user' })), reason: optional(text({ label: 'turns.reason', named: true })),
  }),
  async prefill(ask, given): Promise<Record<string, string>> {
    const turn = await turnOf(ask, given);
    // With nothing to give away and no time said, an empty form would only end in that.
    if (turn === undefined && given['from'] === undefined && given['to'] === undefined) throw notFound('turns.no_turn_ahead');
    return turn === undefined ? {} : { from: new Date(turn.from).toISOString(), to: new Date(turn.to).toISOString(), team: turn.teamName };
  },
  async run(ask, { from, to, team: teamName, user: whose, with: other, payback, reason }) {
    const userId = whose === undefined ? undefined : (await findUser(ask.ctx, whose)).id;
    const teamId = teamName === undefined ? undefined : (await findTeam(ask.ctx, teamName)).id;
    // What is not said is that of the next turn, and of the turn that is meant only its team is asked.
    const next = from !== undefined && to !== undefined ? undefined : await turnOf(ask, { ...(teamName === undefined ? {} : { team: teamName }), ...(whose === undefined ? {} : { user: whose }) });
    const startsAt = from ?? (next === undefined ? await databaseNow(ask.ctx) : new Date(next.from));
    const end = to === undefined ? next?.to : endFrom(to, startsAt, ask).getTime();
    if (end === undefined) throw notFound('turns.no_turn_ahead');
    return askOthers(ask, {
      userId, teamIds: teamId !== undefined ? [teamId] : from === undefined && to === undefined && next !== undefined ? [next.teamId] : undefined, startsAt, endsAt: new Date(end),
      withUser: other === undefined ? undefined : (await findUser(ask.ctx, other)).id, payback, reason,
    });
  },
});

async function turnOf({ ctx }: Ask, { team: teamName, user: whose }: Readonly<Record<string, string>>) {
  const userId = whose === undefined ? userIdOf(ctx.actor) : (await findUser(ctx, whose)).id;
  return userId === null ? undefined : nextTurn(ctx, userId, teamName === undefined ? undefined : [(await findTeam(ctx, teamName)).id]);
}
