import { createHash } from 'node:crypto';
import type { Context, Tx } from '../../../context.ts';
import { json } from '../../../db/client.ts';
import { transaction } from '../../../db/transaction.ts';
import { queueNotice, type Notice } from '../../notifications/queue-notice.ts';
import { wantBulletins } from '../../oncall/want-bulletin.ts';
import type { Ports } from '../../ports.ts';
import { checkedDays } from './check-on-call.ts';
import type { PreflightTeam } from './facts.ts';
import type { Finding } from './finding.ts';
import { loadFacts } from './load-facts.ts';
import { simulate } from './simulate.ts';

interface Share { teamId: string | null; team: PreflightTeam | undefined; findings: Finding[]; digest: string }

/**
 * Checks all teams and tells of what was not found the last time: a card for the administrators, one in each team's channel,
 * a word to its managers. Where nothing changed nobody is bothered.
 * @returns how much was found, and how many cards were posted
 */
export async function checkNightly(ctx: Context, checkChannel: Ports['checkChannel']): Promise<{ findings: number; cards: number }> {
  const facts = await loadFacts(ctx, checkedDays, checkChannel);
  const { all, byTeam } = await simulate(facts);
  const shares = [share(undefined, all), ...facts.teams.map((team) => share(team, byTeam.get(team.id)!))];

  return transaction(ctx, async (tx) => {
    // Two at once would both find that something changed.
    await tx.sql`select pg_advisory_xact_lock(hashtext('check-on-call'))`;
    const last = new Map((await tx.sql<{ teamId: string | null; digest: string }[]>`select distinct on (team_id) team_id as "teamId", digest from on_call_checks order by team_id, checked_at desc, id`).map((row) => [row.teamId, row.digest]));
    const changed = shares.filter(({ teamId, digest, findings }) => (last.has(teamId) ? last.get(teamId) !== digest : findings.length > 0));
    const ids = await store(tx, changed);
    // The triage team's channel is the administrators' place: they have the whole card there.
    const [triage] = await tx.sql<{ id: string }[]>`select id from teams where is_triage`;
    const posted = changed.map((one, at) => ({ ...one, id: ids[at]! })).filter(({ teamId }) => teamId === null || teamId !== triage?.id);
    await wantBulletins(tx, posted.map(({ id, teamId }) => ({ kind: 'check', subject: id, teamId })));
    await queueNotice(tx, posted.flatMap(({ id, team, findings }) => (team === undefined || findings.length === 0 ? [] : team.managers.map((userId) => noticeOf(id, userId, team, findings)))));
    await tx.sql`delete from on_call_checks c where checked_at < ${tx.now}::timestamptz - interval '90 days' and exists (select from on_call_checks n where n.team_id is not distinct from c.team_id and n.checked_at > c.checked_at)`;
    return { findings: all.length, cards: posted.length };
  });
}

/** What a night found, for its card. Asks no permission. */
export async function nightFound({ sql }: Pick<Context, 'sql'>, id: string): Promise<{ team: string | null; findings: Finding[] } | undefined> {
  const [row] = await sql<{ team: string | null; findings: Finding[] }[]>`select t.name as team, c.findings from on_call_checks c left join teams t on t.id = c.team_id where c.id = ${id}`;
  return row;
}

const share = (team: PreflightTeam | undefined, findings: Finding[]): Share =>
  ({ teamId: team?.id ?? null, team, findings, digest: createHash('sha256').update(findings.map(({ id }) => id).toSorted().join('\n')).digest('hex') });

async function store(tx: Tx, changed: readonly Share[]): Promise<string[]> {
  const ids: string[] = [];
  for (const { teamId, digest, findings } of changed) {
    const [row] = await tx.sql<[{ id: string }]>`insert into on_call_checks (team_id, digest, findings, checked_at) values (${teamId}, ${digest}, ${json(findings)}::jsonb, ${tx.now}) returning id`;
    ids.push(row.id);
  }
  return ids;
}

function noticeOf(id: string, userId: string, team: PreflightTeam, findings: readonly Finding[]): Notice {
  const worst = findings.filter(({ rank }) => rank === 1).length;
  return {
    key: `check:${id}`, userId, purpose: 'notice', teamId: team.id, means: 'chat',
    title: { key: 'oncallCheck.notice', params: { team: team.name, n: findings.length } },
    body: [...(worst > 0 ? [{ key: 'oncallCheck.notice_worst', params: { n: worst } } as const] : []), { key: 'oncallCheck.notice_text' }],
    actions: [{ label: 'oncallCheck.notice_button', command: 'oncall/check', args: { about: team.name } }],
  };
}
