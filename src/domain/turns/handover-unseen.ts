import type { Tx } from '../../context.ts';
import { queueNotice, type Notice } from '../notifications/queue-notice.ts';
import { setTimers, type Timer } from '../timers/timer.ts';
import { unseenMinutes } from './hand-over-turns.ts';

interface Unseen { id: string; teamId: string; team: string; at: Date; toId: string; to: string; others: string[] }

/**
 * Nobody has said that they have the pager: whoever took over is told by the first means that is not chat, and after as
 * long again whoever handed over and the managers hear of it. Pages go to whoever took over all the same.
 */
export async function handoverUnseen(tx: Tx, timers: readonly Timer[]): Promise<void> {
  const told = new Map(timers.map((timer) => [timer.subject, timer.payload['told']]));
  const rows = await tx.sql<Unseen[]>`
    select h.id, h.team_id as "teamId", t.name as team, h.at, n.id as "toId", n.username as "to",
      array(select u.id from users u where u.is_active and u.id <> n.id and (u.id = h.from_user or exists (select from team_members m where m.team_id = t.id and m.user_id = u.id and m.role = 'manager')) order by u.id) as others
    from handovers h join teams t on t.id = h.team_id join users n on n.id = h.to_user and n.is_active
    where h.id = any(${[...told.keys()]}::uuid[]) and h.confirmed_at is null
      and not exists (select from handovers later where later.team_id = h.team_id and later.level = h.level and later.at > h.at)`;
  const first = rows.filter((row) => told.get(row.id) === 'nobody');
  await queueNotice(tx, first.map(toIncoming));
  await setTimers(tx.sql, first.map(({ id }) => ({ kind: 'handover-unseen', subject: id, dueAt: new Date(tx.now.getTime() + unseenMinutes * 60_000), payload: { told: 'incoming' } })));
  await queueNotice(tx, rows.filter((row) => !first.includes(row)).flatMap(toOthers));
}

const havePager = (id: string): Notice['actions'] => [{ label: 'turns.i_have_the_pager', command: 'oncall/have-pager', args: { handover: id } }];

const toIncoming = ({ id, teamId, team, at, toId, to }: Unseen): Notice => ({
  key: `handover-unseen:${id}`, userId: toId, purpose: 'notice', teamId, means: 'next',
  title: { key: 'turns.unseen_you', params: { team, name: to, at: at.toISOString() } }, body: [{ key: 'turns.unseen_you_body' }], actions: havePager(id),
});

const toOthers = ({ id, teamId, team, at, to, others }: Unseen): Notice[] => others.map((userId) => ({
  key: `handover-unseen-others:${id}`, userId, purpose: 'notice', teamId, means: 'chat',
  title: { key: 'turns.unseen_others', params: { team, name: to, at: at.toISOString() } }, body: [{ key: 'turns.unseen_others_body', params: { name: to } }],
  actions: [{ label: 'turns.who', command: 'oncall/who', args: { team } }],
}));
