import type { Context } from '../../context.ts';
import type { Say } from '../../texts/say.ts';
import { ensurePlacesFor } from './channels.ts';
import type { PlaceView } from './contract.ts';
import { readerOf } from './find-place.ts';
import { placesWithIncidents, seenBy } from './place-sight.ts';

interface Row { id: string; kind: PlaceView['kind']; name: string; title: string; key: string; number: number | null; isArchived: boolean; lastMessageAt: Date | null; unread: number; pages: number }

/** Closed rooms stay listed for so long. */
const CLOSED_DAYS = 7;
/** Counting further helps nobody. */
const MOST_UNREAD = 100;

/** The places that the reader may see, with what is new in each: channels, then open rooms, then their own conversation. */
export async function listPlaces(ctx: Context, say: Say): Promise<PlaceView[]> {
  const reader = readerOf(ctx);
  const { sql } = ctx;
  await ensurePlacesFor(sql, reader.userId);
  const rows = await sql<Row[]>`
    with paging as (
      select place_id, count(*)::int as pages from console_messages where pages <> '{}' and ${reader.userId}::uuid = any(pages) group by 1
    )
    select p.id, p.kind, p.name, p.title, p.key, i.number, p.archived_at is not null as "isArchived", (select m.at from console_messages m where m.place_id = p.id order by m.id desc limit 1) as "lastMessageAt",
      coalesce(paging.pages, 0) as pages, (
        select count(*)::int from (
          select 1 from console_messages m
          where m.place_id = p.id and m.id > coalesce(seen.last_read, 0) and m.author_id is distinct from ${reader.userId} and m.at >= me.created_at
          limit ${MOST_UNREAD}) few
      ) as unread
    from ${placesWithIncidents(sql)}
    join users me on me.id = ${reader.userId}
    left join console_reads seen on seen.place_id = p.id and seen.user_id = me.id
    left join paging on paging.place_id = p.id
    where ${seenBy(sql, reader)} and (p.archived_at is null or p.archived_at > imas_now() - ${CLOSED_DAYS} * interval '1 day')
    order by p.kind, p.key <> 'incidents', p.archived_at nulls first, i.number desc, p.name`;
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    name: row.kind === 'direct' ? say('http.direct_name') : row.name,
    title: titleOf(row, say),
    ...(row.number === null ? {} : { incident: `INC-${row.number}` }),
    archived: row.isArchived,
    unread: row.unread,
    pages: row.pages,
    ...(row.lastMessageAt === null ? {} : { lastMessageAt: row.lastMessageAt.toISOString() }),
  }));
}

function titleOf(row: Row, say: Say): string {
  if (row.kind === 'direct') return say('http.direct_title');
  if (row.key === 'incidents') return say('http.incidents_title');
  return row.kind === 'channel' ? say('http.channel_title', { name: row.title }) : row.title;
}
