import type { Sql } from '../../db/client.ts';

/** A page that nobody opened for a day is drawn when it is opened again. */
const rememberedHours = 24;
/** What nobody told, such as rights, is seen within this time: a tenth of the pages a minute, so that at rest next to nothing is asked of the database. */
const lookedMinutes = 10;
/** Whoever draws one and dies holds it no longer than this. */
const drawingSeconds = 20;

/** Who opened their App Home and what stands there: rows of `chat_homes`, shared by all replicas. */
export interface ShownHomes {
  /** It is to be drawn, whatever stands there. */
  opened(userId: string): Promise<void>;
  /** Those that are kept up to date, the one that waited longest first. */
  all(): Promise<string[]>;
  /** Those that were not looked at for long, a few at a time, the one that waited longest first. */
  stale(): Promise<string[]>;
  /**
   * Takes the turn to draw one, so that two replicas never show an older state over a newer one.
   * @param restMs not again so soon after it was last changed
   * @returns undefined when somebody else draws it or it has just been changed: then try again later
   */
  take(userId: string, restMs: number): Promise<{ hash: string | null } | undefined>;
  /** Ends the turn. @param shown the hash of what stands there now; null: not known */
  give(userId: string, shown: string | null, isNew: boolean): Promise<void>;
  forget(userId: string): Promise<void>;
}

export function shownHomes(sql: Sql): ShownHomes {
  return {
    async opened(userId) {
      await sql`delete from chat_homes where platform = 'slack' and opened_at < imas_now() - make_interval(hours => ${rememberedHours})`;
      await sql`
        insert into chat_homes (platform, chat_user_id) values ('slack', ${userId})
        on conflict (platform, chat_user_id) do update set opened_at = imas_now(), hash = null`;
    },
    async all() {
      const rows = await sql<{ id: string }[]>`
        select chat_user_id as id from chat_homes where platform = 'slack' and opened_at >= imas_now() - make_interval(hours => ${rememberedHours})
        order by shown_at nulls first, chat_user_id`;
      return rows.map(({ id }) => id);
    },
    async stale() {
      const rows = await sql<{ id: string }[]>`
        with homes as (select chat_user_id as id, looked_at from chat_homes where platform = 'slack' and opened_at >= imas_now() - make_interval(hours => ${rememberedHours}))
        select id from homes where looked_at is null or looked_at < imas_now() - make_interval(mins => ${lookedMinutes})
        order by looked_at nulls first, id limit (select ceil(count(*) / ${lookedMinutes}::numeric)::int from homes)`;
      return rows.map(({ id }) => id);
    },
    async take(userId, restMs) {
      const [row] = await sql<{ hash: string | null }[]>`
        update chat_homes set drawing_until = imas_now() + make_interval(secs => ${drawingSeconds})
        where platform = 'slack' and chat_user_id = ${userId} and (drawing_until is null or drawing_until < imas_now())
          and (hash is null or shown_at is null or shown_at <= imas_now() - ${restMs} * interval '1 ms')
        returning hash`;
      return row;
    },
    async give(userId, shown, isNew) {
      await sql`
        update chat_homes set hash = ${shown}, drawing_until = null, looked_at = case when ${shown}::text is null then looked_at else imas_now() end, shown_at = case when ${isNew} then imas_now() else shown_at end
        where platform = 'slack' and chat_user_id = ${userId}`;
    },
    async forget(userId) {
      await sql`delete from chat_homes where platform = 'slack' and chat_user_id = ${userId}`;
    },
  };
}
