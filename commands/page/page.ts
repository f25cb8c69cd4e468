import { z } from 'zod';
import { onIncident, pressable } from '../../src/chat/cards/buttons.ts';
import { cardOf } from '../../src/chat/answer.ts';
import { command, type Ask } from '../../src/chat/command.ts';
import { cut, tame } from '../../src/chat/notice.ts';
import { optional, severity, text, whom } from '../../src/chat/options.ts';
import { isCalledAtOnce } from '../../src/domain/escalation/called-at-once.ts';
import { escalationState } from '../../src/domain/escalation/escalation-state.ts';
import { declare } from '../../src/domain/incidents/declare.ts';
import { pageSomeone } from '../../src/domain/incidents/page-someone.ts';
import { shortId, type Incident } from '../../src/domain/incidents/schema.ts';
import { findTeam } from '../../src/domain/people/find-team.ts';
import { findUser } from '../../src/domain/people/find-user.ts';
import { firstTeamOf } from '../../src/domain/people/first-team-of.ts';
import { AppError, notFound } from '../../src/errors.ts';

/** `/page TEAM|@person 'what is broken' [severity]`: declares and pages now. */
export const page = command({
  description: 'commands.page', title: 'titles.page_page',
  needs: 'add_incident',
  submit: 'commands.submit_page',
  options: z.object({ whom: whom({ help: 'commands.help_whom' }), what: text({ label: 'commands.option_what', help: 'commands.help_title', greedy: true }), severity: optional(severity()) }),
  async run(ask, { whom: name, what, severity: worst = 'SEV2_HIGH' }) {
    const target = await targetOf(ask, name);
    const teamId = 'teamId' in target ? target.teamId : await firstTeamOf(ask.ctx, target.userId);
    const incident = await declare(ask.ctx, { title: what, severity: worst, via: 'person', lead: false, ...(teamId === undefined ? {} : { team: teamId }) });
    // The ladder of a high severity pages the team at once; a person whom it does not call, or a team at a low one, is told besides.
    const isHigh = worst === 'SEV1_CRITICAL' || worst === 'SEV2_HIGH';
    if ('userId' in target && !(isHigh && (await isCalledAtOnce(ask.ctx, incident.id, target.userId)))) await pageSomeone(ask.ctx, incident.id, { user: target.userId });
    else if ('teamId' in target && !isHigh) await pageSomeone(ask.ctx, incident.id, { team: target.teamId });
    const title = ask.say('commands.page_sent', { incident: shortId(incident), who: cut(tame(target.name), 60) });
    const besides = isHigh || 'teamId' in target ? await besidesOf(ask, incident, target.name) : undefined;
    const card = cardOf({ title, tone: 'good', text: [...(besides === undefined ? [] : [[besides]]), [ask.say('commands.page_watch')]], actions: pressable([onIncident(ask.say('cards.who_was_told'), 'paged', incident), onIncident(ask.say('cards.show'), 'show', incident)], ask) });
    return { kind: 'card', card, private: true, follow: { incident: shortId(incident), command: 'incident/paged', args: { incident: shortId(incident) } } };
  },
});

/** Who is called beside whom the words name: a declared incident is its team's, whose escalation has begun. */
async function besidesOf({ ctx, say }: Ask, incident: Incident, called: string): Promise<string | undefined> {
  const { paged, nextWho } = await escalationState(ctx, incident.id);
  // Who comes minutes later is not called now.
  const names = [...new Set(paged.length > 0 ? paged.map((person) => person.name) : nextWho)].filter((name) => name !== called).map((name) => cut(tame(name), 60));
  return names.length === 0 ? undefined : say('escalationCommands.page_besides', { team: cut(tame(incident.team_name), 60), names: names.join(', ') });
}

/** A name without @ is a team first, then a person. */
async function targetOf({ ctx }: Ask, name: string): Promise<{ name: string } & ({ teamId: string } | { userId: string })> {
  if (!name.startsWith('@')) {
    const team = await findTeam(ctx, name).catch((error: unknown) => (error instanceof AppError && error.code === 'not_found' ? error : Promise.reject(error as Error)));
    if (!(team instanceof AppError)) return { name: team.name, teamId: team.id };
    const person = await findUser(ctx, name).catch((error: unknown) => (error instanceof AppError && error.code === 'not_found' ? undefined : Promise.reject(error as Error)));
    if (person === undefined) throw notFound('commands.unknown_whom', { name: name.slice(0, 60) });
    return { name: person.username, userId: person.id };
  }
  const user = await findUser(ctx, name);
  return { name: user.username, userId: user.id };
}
