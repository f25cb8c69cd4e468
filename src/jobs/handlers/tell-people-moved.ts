import type { Context, Tx } from '../../context.ts';
import { transaction } from '../../db/transaction.ts';
import { loadIncident } from '../../domain/incidents/find.ts';
import { shortId, type Incident } from '../../domain/incidents/schema.ts';
import { queueNotice, type Notice, type Words } from '../../domain/notifications/queue-notice.ts';
import { homeNames, standsBy, type RoomLead } from '../../domain/rooms/lead.ts';
import { isOpen, membersOf, roomsOf } from '../../domain/rooms/room.ts';
import { claimMoves, untoldMoves, type UntoldMove } from '../../domain/rooms/untold-moves.ts';
import type { Posting } from '../opening.ts';
import type { Handler } from '../runner.ts';
import { nameOf } from '../tell-admins.ts';
import { linkOf } from './tell-moved.ts';

/** Milliseconds that news of a room waits for others that move with it and are not open yet. */
const gatherMs = 15_000;
const lookAgainSeconds = 2;

/**
 * Rooms moved: their people are told where, by their own means, since the platform that they read is the one that is away. What one outage
 * moves is told to each person once, as a list.
 */
export const tellPeopleMoved = (posting: Posting): Handler<'tell-people-moved'> => async (ctx) => {
  const moves = await untoldMoves(ctx);
  const ready = moves.filter(({ isThere }) => isThere);
  // Whoever opens the rest sends this job again.
  if (ready.length === 0) return;
  const [clock] = await ctx.sql<{ now: Date }[]>`select imas_now() as now`;
  const isNew = ({ since }: UntoldMove, ms: number): boolean => clock!.now.getTime() - since.getTime() < ms;
  if (moves.some((one) => !one.isThere && isNew(one, gatherMs)) && ready.every((one) => isNew(one, 2 * gatherMs))) {
    return ctx.enqueue('tell-people-moved', {}, { key: 'people', delaySeconds: lookAgainSeconds });
  }
  const news = await Promise.all(ready.map((move) => newsOf(ctx, posting, move)));
  await transaction(ctx, async (tx) => {
    // Whoever tells at the same moment counts what was told aloud before.
    await tx.sql`select pg_advisory_xact_lock(hashtext('tell-moved'))`;
    const claimed = new Set((await claimMoves(tx, ready)).map(({ incidentId }) => incidentId));
    const mine = news.filter(({ incident }) => claimed.has(incident.id));
    const deaf = await toldEnough(tx, [...new Set(mine.flatMap(({ members }) => members))]);
    await queueNotice(tx, noticesOf(mine, deaf));
  });
};

interface News { incident: Incident; move: UntoldMove; where: Record<string, string>; members: string[] }

async function newsOf(ctx: Context, posting: Posting, move: UntoldMove): Promise<News> {
  const incident = await loadIncident(ctx, move.incidentId);
  const room = (await roomsOf(ctx, incident.id)).find((one) => one.platform === move.platform && isOpen(one));
  // Its name says whose service it is about, and a phone shows that to others.
  const named = incident.is_confidential || room === undefined ? shortId(incident) : `#${room.name}`;
  const where = { incident: shortId(incident), room: named, to: nameOf[move.platform], home: homeNames[move.home], ...(room === undefined ? {} : linkOf(posting, incident, room)) };
  return { incident, move, where, members: await membersOf(ctx, incident.id) };
}

/** One a person for each platform that rooms left, and for each that they are back on. Of a team in shadow each for itself: it says nothing to anybody. */
function noticesOf(news: readonly News[], deaf: ReadonlySet<string>): Notice[] {
  const each = news.flatMap((one) => one.members.map((userId) => ({ userId, one })));
  const together = Map.groupBy(each, ({ userId, one: { incident, move } }) => `${userId} ${move.home} ${standsBy(leadFrom(move))} ${move.isShadow ? incident.id : ''}`);
  return [...together.values()].map((mine) => {
    const [first] = mine as [(typeof mine)[number], ...typeof mine];
    const { userId, one: { incident, move } } = first;
    const isAway = standsBy(leadFrom(move));
    const key = `room-moved:${incident.id}:${move.since.getTime()}`;
    const common = { userId, purpose: 'notice', actions: [], means: isAway && !deaf.has(userId) ? 'loud' : 'chat' } as const;
    return mine.length === 1
      ? { ...common, key, incidentId: incident.id, teamId: incident.team_id, ...single(first.one, isAway) }
      : { ...common, key: `${key}:${mine.length}`, ...several(mine.map(({ one }) => one), isAway) };
  });
}

const leadFrom = ({ home, platform }: UntoldMove): RoomLead => ({ home, platform, since: new Date(0), is_returning: false, returning_by: null });

function single({ where, move }: News, isAway: boolean): { title: Words; body: Words[] } {
  const hasLink = where['link'] !== undefined;
  const [title, body] = isAway
    ? [move.platform === 'console' ? 'rooms.told_away_console' : 'rooms.told_away', hasLink ? 'rooms.told_away_link' : 'rooms.told_away_why'] as const
    : ['rooms.told_back', hasLink ? 'rooms.told_back_link' : 'rooms.told_back_room'] as const;
  return { title: { key: title, params: where }, body: [{ key: body, params: where }] };
}

/** As many as one reads at a glance. */
const mostListed = 20;

function several(news: readonly News[], isAway: boolean): { title: Words; body: Words[] } {
  const incidents = news.map(({ where }) => where['incident']).join(', ');
  const rest = news.length - mostListed;
  return {
    title: { key: isAway ? 'rooms.told_away_many' : 'rooms.told_back_many', params: { n: news.length, home: homeNames[news[0]!.move.home], incidents } },
    body: [...news.slice(0, mostListed).map(itemOf), ...(rest > 0 ? [{ key: 'rooms.told_more' as const, params: { n: rest } }] : [])],
  };
}

const itemOf = ({ where, move }: News): Words =>
  ({ key: move.platform === 'console' ? where['link'] === undefined ? 'rooms.told_item_console' : 'rooms.told_item_console_link' : where['link'] === undefined ? 'rooms.told_item' : 'rooms.told_item_link', params: where });

/** Rooms that move one after the other: of so many messages a person hears aloud within five minutes, of the rest in chat. */
const mostAloud = 3;
async function toldEnough(tx: Tx, userIds: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await tx.sql<{ user_id: string }[]>`
    select user_id from notifications where created_at > ${tx.now}::timestamptz - interval '5 minutes' and user_id = any(${userIds as string[]}::uuid[]) and means <> 'CHAT' and notice -> 'title' ->> 'key' like 'rooms.told_away%'
    group by 1 having count(*) >= ${mostAloud}`;
  return new Set(rows.map((row) => row.user_id));
}
