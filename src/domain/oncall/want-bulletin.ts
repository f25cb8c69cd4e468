import type { Tx } from '../../context.ts';
import { json } from '../../db/client.ts';

/** What bulletins there are; how each is drawn is listed in `jobs/bulletins.ts`. */
export type BulletinKind = 'check' | 'cover' | 'handover';

export interface WantedBulletin {
  kind: BulletinKind;
  /** The id of what it shows; one bulletin each. */
  subject: string;
  /** In whose channels it stands; null: in the admins' place. */
  teamId: string | null;
  /** User ids; they have it as a direct message as well, each in their language. Whoever had it before keeps it. */
  people?: readonly string[];
  /** Only as direct messages. */
  isQuiet?: boolean;
  /** What it shows is over: it is edited where it stands, and posted nowhere anew. */
  isOver?: boolean;
}

/** A card for a team's channels is to be posted, or to be brought up to date: sent when the transaction commits, as often as one likes. */
export const wantBulletin = (tx: Tx, bulletin: WantedBulletin): Promise<void> => wantBulletins(tx, [bulletin]);

/** The same for many at once; each only once. */
export async function wantBulletins(tx: Tx, wanted: readonly WantedBulletin[]): Promise<void> {
  if (wanted.length === 0) return;
  const rows = await tx.sql<{ id: string }[]>`
    insert into bulletins (kind, subject, team_id, people, is_quiet, is_over)
    select w->>'kind', w->>'subject', (w->>'teamId')::uuid, array(select jsonb_array_elements_text(coalesce(w->'people', '[]'))::uuid), coalesce((w->>'isQuiet')::boolean, false), coalesce((w->>'isOver')::boolean, false)
    from jsonb_array_elements(${json(wanted)}::jsonb) w order by 1, 2
    on conflict (kind, subject) do update set wanted = bulletins.wanted + 1, is_over = excluded.is_over,
      people = array(select unnest(bulletins.people) union select unnest(excluded.people)) returning id`;
  await tx.queue.send(tx.sql, rows.map(({ id }) => ({ name: 'post-bulletin' as const, payload: { bulletinId: id }, options: { key: id } })));
}
