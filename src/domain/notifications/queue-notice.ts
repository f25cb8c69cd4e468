import type { Tx } from '../../context.ts';
import { json } from '../../db/client.ts';
import type { TextKey, TextParams } from '../../texts/say.ts';
import { contactsOf } from './contacts-of.ts';
import type { Contact, MeansName } from './means.ts';
import { sendSoon } from './queue-pages.ts';

/** A sentence in no language yet. Instants in the parameters are ISO strings: they are said in the reader's zone. */
export interface Words { key: TextKey; params?: TextParams }

/** Something a person is told for its own sake: no page, never counted as one, not bundled with pages. */
export interface Notice {
  /** Told once to this person, however often it is queued. */
  key: string;
  userId: string;
  purpose: string;
  /** Whose business it is; a team in shadow has nothing sent but chat. */
  teamId?: string;
  /** What it is about; of a team in shadow nothing is sent at all. */
  incidentId?: string;
  title: Words;
  body: readonly Words[];
  /** Buttons where there are some: commands with their blanks filled in. */
  actions: readonly { label: TextKey; command: string; args: Record<string, string> }[];
  /** The console says it already where its readers see it: in chat it is told on the other platforms alone. */
  isInConsole?: true;
  /** `loud`: chat, and the first means that rings; `next`: the first verified means that is not chat. Chat where there is no such. */
  means: 'chat' | 'loud' | 'next';
}
/** As it is kept with the notification. @property answer whoever it reaches says so by whatever it came by */
export type StoredNotice = Pick<Notice, 'title' | 'body' | 'actions' | 'isInConsole'> & { answer?: 'reached' };

/** What rings first. */
const ringing: readonly MeansName[] = ['SMS', 'VOICE', 'NTFY', 'EMAIL', 'WEBHOOK'];
export const loudest = (contacts: readonly Contact[]): Contact[] => contacts.toSorted((a, b) => ringing.indexOf(a.means) - ringing.indexOf(b.means));

/** Queues notices in the caller's transaction; they leave by the ordinary delivery, with receipts and retries. */
export async function queueNotice(tx: Tx, notices: readonly Notice[]): Promise<void> {
  if (notices.length === 0) return;
  const contacts = await contactsOf(tx, [...new Set(notices.filter((one) => one.means !== 'chat').map((one) => one.userId))]);
  const rows = notices.flatMap((it) => waysOf(it, contacts.get(it.userId) ?? []).map((way) => ({ it, way })));
  const added = await tx.sql<{ id: string; status: string }[]>`
    with input as (
      select * from unnest(${rows.map(({ it }) => it.key)}::text[], ${rows.map(({ it }) => it.userId)}::uuid[], ${rows.map(({ it }) => it.purpose)}::text[], ${rows.map(({ it }) => it.teamId ?? null)}::uuid[], ${rows.map(({ it }) => it.incidentId ?? null)}::uuid[],
        ${rows.map(({ it }) => json(storedOf(it)))}::jsonb[], ${rows.map(({ way }) => way.means)}::text[], ${rows.map(({ way }) => way.address)}::text[]) i(notice_key, user_id, purpose, team_id, incident_id, notice, means, address)
    )
    insert into notifications (notice_key, user_id, purpose, incident_id, notice, means, address, status, created_at)
    select i.notice_key, i.user_id, i.purpose, i.incident_id, i.notice, i.means, i.address,
      case when about.state = 'shadow' or (whose.state = 'shadow' and i.means <> 'CHAT') then 'shadow' else 'queued' end, ${tx.now}
    from input i left join teams whose on whose.id = i.team_id left join incidents x on x.id = i.incident_id left join teams about on about.id = x.team_id
    where not exists (select from notifications n where n.notice_key = i.notice_key and n.user_id = i.user_id)
    on conflict do nothing returning id, status`;
  await sendSoon(tx, added.filter((row) => row.status === 'queued').map((row) => row.id));
}

const storedOf = ({ title, body, actions, isInConsole }: Notice): StoredNotice => ({ title, body, actions, ...(isInConsole === undefined ? {} : { isInConsole }) });
const chat: Contact = { means: 'CHAT', address: '' };

function waysOf({ means }: Notice, contacts: readonly Contact[]): Contact[] {
  const [first] = loudest(contacts);
  switch (means) {
    case 'chat': return [chat];
    case 'loud': return first === undefined ? [chat] : [chat, first];
    case 'next': return [first ?? chat];
  }
}
