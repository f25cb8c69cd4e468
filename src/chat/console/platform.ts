import { json, list, type Sql } from '../../db/client.ts';
import { gather } from '../../db/gather.ts';
import { notFound } from '../../errors.ts';
import { slugOf } from '../../domain/people/slug.ts';
import type { Card } from '../card.ts';
import type { Place, Platform, Posted, SayOptions } from '../platform.ts';
import { ensureDirect, ensurePlace } from './channels.ts';

const uuidIn = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i;
const uuid = new RegExp(`^${uuidIn.source}$`, 'i');
const placeOf = (id: string, kind: Place['kind']): Place => ({ platform: 'console', id, kind });

/**
 * The chat in the browser as a platform: its places and messages are rows, and triggers tell every replica of each
 * change. It needs nothing but the database, so it works when no other platform does.
 */
export function consolePlatform({ sql }: { sql: Sql }): Platform {
  const tell = gather((told: readonly Told[]) => tellAll(sql, told));
  const edit = gather((edits: readonly { id: number; card: Card }[]) => editAll(sql, edits));
  const invite = async (place: Place, userIds: readonly string[]) => {
    const wanted = userIds.filter((id) => uuid.test(id));
    const joined = await sql<{ id: string }[]>`
      with active as (select id from users where id = any(${wanted}::uuid[]) and is_active),
      added as (insert into console_members (place_id, user_id) select ${place.id}, id from active on conflict do nothing)
      select id from active`;
    const known = new Set(joined.map(({ id }) => id));
    return { failed: userIds.filter((id) => !known.has(id)).map((userId) => ({ userId, why: 'unknown or disabled' })) };
  };
  const postOne = gather((wanted: readonly Wanted[]) => postAll(sql, wanted));
  const post = async (place: Place, card: Card, key: string, pages: readonly string[]): Promise<Posted> => {
    const posted = await postOne({ place, card, key, pages });
    if (posted === undefined) throw notFound('http.unknown_place');
    return posted;
  };
  const say = (place: Place, card: Card, options: SayOptions) => post(place, card, options.key, options.pages ? (options.mentions ?? []) : []);

  return {
    name: 'console',
    health: () => ({ ok: true, detail: '' }),
    places: {
      async open(room) {
        const incidentId = uuidIn.exec(room.key)?.[0];
        const id = await ensurePlace(sql, { key: room.key, kind: 'room', name: slugOf(room.name), title: room.title, topic: room.topic, ...(incidentId && { incidentId }) });
        // Asked for again after it was closed: the same room goes on.
        await sql`update console_places set archived_at = null where id = ${id} and archived_at is not null`;
        return placeOf(id, 'room');
      },
      async close(place, farewell) {
        await post(place, farewell, 'farewell', []);
        await sql`update console_places set archived_at = imas_now() where id = ${place.id} and archived_at is null`;
      },
      // Who sees a room there is read from its incident.
      hide: async () => true,
      invite,
      async pin(posted) {
        await sql`update console_messages set is_pinned = true, version = version + 1 where id = ${Number(posted.id)} and not is_pinned`;
      },
      link: (place) => `/#/place/${place.id}`,
    },
    say,
    async edit(posted, card) {
      if (!(await edit({ id: Number(posted.id), card }))) throw notFound('http.message_gone');
    },
    editsIn: () => 0,
    async tell(userId, card, options) {
      const quick = uuid.test(userId) ? await tell({ userId, card, key: options.key, pages: options.pages === true }) : undefined;
      if (quick) return quick;
      const [user] = uuid.test(userId) ? await sql`select 1 from users where id = ${userId} and is_active` : [];
      if (!user) throw notFound('errors.unknown_user', { name: userId });
      return post(placeOf(await ensureDirect(sql, userId), 'direct'), card, options.key, options.pages ? [userId] : []);
    },
    resting: async () => new Set(),
    syncGroup: async () => [],
    leaveGroups: async () => undefined,
    async findByKey(place, key) {
      const [found] = await sql<{ id: number }[]>`select id from console_messages where place_id = ${place.id} and key = ${key}`;
      return found && { place, id: String(found.id) };
    },
  };
}

interface Told { userId: string; card: Card; key: string; pages: boolean }

/** The usual case, for many in one statement: active people whose conversations are there, told this for the first time. */
async function tellAll(sql: Sql, told: readonly Told[]): Promise<(Posted | undefined)[]> {
  const made = await sql<{ id: number; placeId: string; key: string; userId: string }[]>`
    with made as (
      insert into console_messages (place_id, key, card, pages)
      select p.id, t.key, t.card, case when t.pages then array[u.id] else '{}'::uuid[] end
      from unnest(${told.map((one) => one.userId)}::uuid[], ${told.map((one) => one.key)}::text[], ${told.map((one) => json(one.card))}::jsonb[], ${list(told.map((one) => one.pages))}::boolean[]) t(user_id, key, card, pages)
      join users u on u.id = t.user_id and u.is_active join console_places p on p.key = 'direct:' || t.user_id
      on conflict (place_id, key) where key is not null do nothing returning id, place_id, key
    ) select m.id, m.place_id as "placeId", m.key, p.user_id as "userId" from made m join console_places p on p.id = m.place_id`;
  // One thing that many are told has the same key for all of them.
  const copyOf = ({ userId, key }: Pick<Told, 'userId' | 'key'>) => `${userId.toLowerCase()} ${key}`;
  const copies = new Map(made.map((row) => [copyOf(row), { place: placeOf(row.placeId, 'direct'), id: String(row.id) }]));
  return told.map((one) => copies.get(copyOf(one)));
}

/** Brings many messages up to date in one statement. @returns for each whether it is there */
async function editAll(sql: Sql, edits: readonly { id: number; card: Card }[]): Promise<boolean[]> {
  const rows = edits.toSorted((one, other) => one.id - other.id);
  const found = await sql<{ id: number }[]>`
    with wanted as (select * from unnest(${rows.map((one) => one.id)}::bigint[], ${rows.map((one) => json(one.card))}::jsonb[]) w(id, card)),
    changed as (
      update console_messages m set card = w.card, version = m.version + 1 from wanted w where m.id = w.id and m.card is distinct from w.card
    )
    select m.id from console_messages m join wanted w on w.id = m.id`;
  const there = new Set(found.map((row) => row.id));
  return edits.map((one) => there.has(one.id));
}

interface Wanted { place: Place; card: Card; key: string; pages: readonly string[] }

/** Posts once per key: whoever comes second is given the first one's message. @returns undefined for a place that is not there */
async function postAll(sql: Sql, wanted: readonly Wanted[]): Promise<(Posted | undefined)[]> {
  const input = sql`unnest(${wanted.map(({ place }) => place.id)}::uuid[], ${wanted.map(({ key }) => key)}::text[])`;
  const made = await sql<{ id: number; place_id: string; key: string }[]>`
    insert into console_messages (place_id, key, card, pages)
    select p.id, w.key, w.card, string_to_array(w.pages, ' ')::uuid[]
    from unnest(${wanted.map(({ place }) => place.id)}::uuid[], ${wanted.map(({ key }) => key)}::text[], ${wanted.map(({ card }) => json(card))}::jsonb[], ${wanted.map(({ pages }) => pages.join(' '))}::text[]) with ordinality w(place_id, key, card, pages, turn)
    join console_places p on p.id = w.place_id order by w.turn
    on conflict (place_id, key) where key is not null do nothing returning id, place_id, key`;
  const earlier = made.length === wanted.length ? [] : await sql<typeof made>`
    select m.id, m.place_id, m.key from console_messages m join ${input} w(place_id, key) on w.place_id = m.place_id and w.key = m.key`;
  const byKey = new Map([...made, ...earlier].map((row) => [`${row.place_id} ${row.key}`, String(row.id)]));
  return wanted.map(({ place, key }) => {
    const id = byKey.get(`${place.id} ${key}`);
    return id === undefined ? undefined : { place, id };
  });
}
