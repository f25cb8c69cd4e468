import { z } from 'zod';
import { userIdOf } from '../../src/context.ts';
import { databaseNow } from '../../src/domain/clock.ts';
import { listTurns } from '../../src/domain/oncall/list-turns.ts';
import { whoIsOnCall } from '../../src/domain/oncall/who-is-on-call.ts';
import { findTeam } from '../../src/domain/people/find-team.ts';
import { whoCard } from '../../src/chat/cards/oncall.ts';
import { command } from '../../src/chat/command.ts';
import { boolean, dateTime, optional, team } from '../../src/chat/options.ts';

/** How far ahead coming turns are looked for. */
const days = 60;
const mostComing = 3;

export const oncallWho = command({
  description: 'teamCommands.who', title: 'titles.oncall_who', needs: 'view_schedule',
  options: z.object({ team: optional(team()), at: optional(dateTime({ label: 'oncall.when', help: 'oncall.help_when' })), public: optional(boolean({ label: 'oncall.public' })) }),
  async run(ask, options) {
    const { ctx } = ask;
    const teamIds = options.team === undefined ? undefined : [(await findTeam(ctx, options.team)).id];
    const me = userIdOf(ctx.actor) ?? undefined;
    const isPublic = options.public === true;
    const from = options.at ?? await databaseNow(ctx);
    const ahead = { from, to: new Date(from.getTime() + days * 86_400_000) };
    const rows = await whoIsOnCall(ctx, { teamIds, at: from, until: true });
    // What is shown to everybody says nothing of whoever asked.
    const asks = isPublic ? undefined : me;
    const own = asks === undefined ? undefined : (await listTurns(ctx, { teamIds, userId: asks, ...ahead })).find(({ startsAt }) => startsAt > from);
    const coming = teamIds === undefined ? [] : (await listTurns(ctx, { teamIds, ...ahead })).filter(({ startsAt }) => startsAt > from).slice(0, mostComing);
    return { kind: 'card', card: whoCard(ask, rows, { at: options.at, me: asks, mine: asks === undefined ? undefined : { turn: own, days }, coming }), private: !isPublic };
  },
});
