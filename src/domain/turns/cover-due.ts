import type { Tx } from '../../context.ts';
import { queueNotice, type Notice } from '../notifications/queue-notice.ts';
import { setTimers, type Timer } from '../timers/timer.ts';
import { lapsesAt, nextMoment, remindersAt, showCovers, type Cover } from './cover.ts';

type Open = Pick<Cover, 'id' | 'groupId' | 'teamId' | 'teamName' | 'userId' | 'startsAt' | 'endsAt' | 'createdAt'>;

/** Nobody took these turns yet: whoever asked is reminded a day and an hour before; when they begin, they stay whose they are. */
export async function coverDue(tx: Tx, timers: readonly Timer[]): Promise<void> {
  const open = await tx.sql<Open[]>`
    select c.id, c.group_id as "groupId", c.team_id as "teamId", t.name as "teamName", c.user_id as "userId", c.starts_at as "startsAt", c.ends_at as "endsAt", c.created_at as "createdAt"
    from covers c join teams t on t.id = c.team_id where c.id = any(${timers.map(({ subject }) => subject).toSorted()}::uuid[]) and c.status = 'open' order by c.id for update of c`;
  const over = open.filter((cover) => lapsesAt(cover) <= tx.now);
  const waiting = open.filter((cover) => lapsesAt(cover) > tx.now);
  await tx.sql`update covers set status = 'lapsed' where id = any(${over.map(({ id }) => id)}::uuid[])`;
  await showCovers(tx, over);
  await setTimers(tx.sql, waiting.map((cover) => ({ kind: 'cover-due' as const, subject: cover.id, dueAt: nextMoment(cover, tx.now) })));
  await queueNotice(tx, [...over.map((cover) => noticeOf(cover, 'lapsed')), ...waiting.flatMap((cover) => {
    const passed = remindersAt(cover).findLast((at) => at <= tx.now);
    return passed === undefined ? [] : [noticeOf(cover, 'untaken', passed)];
  })]);
}

function noticeOf({ id, groupId, teamId, teamName, userId, startsAt, endsAt }: Open, what: 'lapsed' | 'untaken', at?: Date): Notice {
  const params = { team: teamName, from: startsAt.toISOString(), to: endsAt.toISOString() };
  return {
    key: `cover-${what}:${id}:${at?.getTime() ?? ''}`, userId, purpose: 'notice', teamId, means: 'chat',
    title: { key: `turns.nobody_took_${what}`, params }, body: [{ key: what === 'lapsed' ? 'turns.pages_go_to_you' : 'turns.stays_yours' }],
    actions: what === 'lapsed' ? [] : [{ label: 'turns.withdraw', command: 'oncall/withdraw-cover', args: { cover: groupId } }],
  };
}
