import type { MeansName } from '../../notifications/means.ts';
import type { PreflightFacts, PreflightPerson, PreflightTeam } from './facts.ts';
import type { Finding } from './finding.ts';
import { urgentPolicies } from './ladder.ts';
import { nameOf } from './policies.ts';
import { turnsOf } from './turns-of.ts';

/** People who have turns in the coming days, or whom a policy names, and when that begins. */
function onDuty(team: PreflightTeam, facts: PreflightFacts): Map<string, number> {
  const first = new Map<string, number>();
  for (const { userId, from } of turnsOf(team.plan, facts)) first.set(userId, Math.min(from, first.get(userId) ?? from));
  for (const { policy } of urgentPolicies(team, facts)) {
    for (const target of policy.steps.flatMap(({ targets }) => targets)) if (target.kind === 'USER' && facts.people.get(target.user)?.isActive === true) first.set(target.user, facts.from);
  }
  return first;
}

const isGood = ({ counts, bad }: PreflightPerson['contacts'][number]): boolean => counts && bad === null;

/** Turns of people whom a page would not reach: disabled, in no chat, by nothing but chat, or by an address where nothing arrives. */
export function peopleFindings(team: PreflightTeam, facts: PreflightFacts): Finding[] {
  return [...disabledFindings(team, facts), ...[...onDuty(team, facts)].flatMap(([userId, at]) => {
    const person = facts.people.get(userId);
    return person === undefined ? [] : reachFindings(userId, person, { team, at }, facts);
  })];
}

function reachFindings(userId: string, person: PreflightPerson, { team, at }: { team: PreflightTeam; at: number }, { usesChat, served, from }: PreflightFacts): Finding[] {
  const params = { team: team.name, name: person.username, at: new Date(at).toISOString() };
  const reached = person.contacts.filter((contact) => contact.means !== 'CHAT' && isGood(contact) && served.has(contact.means));
  const provider: Finding['fix'] = { label: 'oncallCheck.fix_provider', command: 'provider/add', args: {} };
  const contact: Finding['fix'] = { label: 'oncallCheck.fix_contact', command: 'user/contact', args: { user: person.username, do: 'add' } };
  return [
    ...(usesChat && !person.isLinked ? [{ id: `unlinked:${userId}`, rank: reached.length === 0 ? 2 : 3, teamId: team.id, at, key: at === from ? 'oncallCheck.unlinked_now' : 'oncallCheck.unlinked', params, fix: { label: 'oncallCheck.fix_link', command: 'user/link', args: { user: person.username } } } as const] : []),
    // One more contact of a means that nothing serves would cure nothing.
    ...(reached.length === 0 ? [{ id: `one-means:${userId}`, rank: 2, teamId: team.id, at, key: at === from ? 'oncallCheck.one_means_now' : 'oncallCheck.one_means', params, fix: person.contacts.some((one) => one.means !== 'CHAT' && isGood(one)) ? provider : contact } as const] : []),
    ...person.contacts.filter(({ counts, bad }) => counts && bad !== null).map((bad) => ({
      id: `bad:${userId}:${bad.means}`, rank: reached.length === 0 ? 2 : 3, teamId: team.id, at, key: at === from ? 'oncallCheck.bad_contact_now' : 'oncallCheck.bad_contact', params: { ...params, means: bad.means }, fix: { ...contact, args: { user: person.username, means: bad.means } },
    } as const)),
  ];
}

/** Whose turns are passed over because the account is disabled. */
function disabledFindings(team: PreflightTeam, facts: PreflightFacts): Finding[] {
  const { plan } = team;
  const { from, to } = facts;
  const holders = [
    ...(plan.pinned === null ? [] : [{ userId: plan.pinned, at: from }]),
    ...[...plan.shifts, ...plan.overrides].filter((entry) => entry.endsAt > from && entry.startsAt < to).map(({ userId, startsAt }) => ({ userId, at: Math.max(from, startsAt) })),
    ...plan.rotations.filter(({ endsAt }) => endsAt === null || endsAt > from).flatMap(({ members, startsAt }) => members.map((userId) => ({ userId, at: Math.max(from, startsAt) }))),
  ].filter(({ userId }) => !plan.active.has(userId)).sort((a, b) => a.at - b.at);
  return [...new Map(holders.toReversed().map((holder) => [holder.userId, holder])).values()].map(({ userId, at }): Finding => ({
    id: `disabled:${team.id}:${userId}`, rank: 2, teamId: team.id, at, key: 'oncallCheck.disabled', params: { team: team.name, name: nameOf(userId, facts) },
    fix: { label: 'oncallCheck.fix_schedule', command: 'oncall/schedule', args: { team: team.name } },
  }));
}

/** Means that people on duty rely on and that nothing serves: the administrators' business. */
export function providerFindings(facts: PreflightFacts): Finding[] {
  const relying = new Map<MeansName, Set<string>>();
  for (const team of facts.teams) {
    for (const userId of onDuty(team, facts).keys()) {
      for (const { means } of (facts.people.get(userId)?.contacts ?? []).filter(isGood)) {
        if (means !== 'CHAT' && !facts.served.has(means)) relying.set(means, (relying.get(means) ?? new Set()).add(nameOf(userId, facts)));
      }
    }
  }
  return [...relying].map(([means, names]): Finding => ({
    id: `provider:${means}`, rank: 2, teamId: null, at: facts.from, key: 'oncallCheck.no_provider', params: { n: names.size, names: [...names].slice(0, 3).join(', ') }, words: { means: { key: `cards.means_${means}`, params: {} } },
    fix: { label: 'oncallCheck.fix_provider', command: 'provider/add', args: {} },
  }));
}
