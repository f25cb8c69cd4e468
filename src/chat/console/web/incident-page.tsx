import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { IncidentPage as Page, Problem } from '../contract.ts';
import { get, problemOf } from './api.ts';
import { CardView } from './card.tsx';
import { IncidentAlerts } from './incident-alerts.tsx';
import { IncidentFacts } from './incident-facts.tsx';
import { Whisper } from './message.tsx';
import { ProblemNote } from './problem.tsx';
import { placeHref } from './route.ts';
import { ephemerals, placeById, state } from './state.ts';
import { Table } from './table.tsx';
import { Time } from './time.tsx';
import { statusWord, t } from './words.ts';

/** Everything about one incident; fetched again whenever something changed. */
export function IncidentPage({ id }: { id: string }) {
  const page = useSignal<Page | undefined>(undefined);
  const problem = useSignal<Problem | undefined>(undefined);
  useEffect(() => {
    const asking = new AbortController();
    get<Page>(`incidents/${encodeURIComponent(id)}`, {}, asking.signal).then(
      (found) => { page.value = found; problem.value = undefined; },
      (error: unknown) => { if (!asking.signal.aborted) problem.value = problemOf(error); },
    );
    return () => asking.abort();
  }, [id, state.value]);
  const shown = page.value;
  const room = shown?.incident.room;
  return (
    <>
      <header class="place-head">
        <a class="back button quiet" href="#/incidents" aria-label={t('open_incidents')}><span aria-hidden="true">‹</span></a>
        <div><h1>{id}</h1>{shown && <p dir="auto">{shown.incident.title}</p>}</div>
        {room && placeById(room) && <a class="button" href={placeHref(room)}>{t('to_room')}</a>}
      </header>
      <div class="incident-page" tabIndex={0} role="group" aria-label={id}>
        {problem.value && <><p>{t('incident_missing')}</p><ProblemNote problem={problem.value} /><a class="button" href="#/">{t('back_to_chat')}</a></>}
        {!shown && !problem.value && <p class="empty">{t('loading')}</p>}
        {shown && <CardView card={shown.card} place="" />}
        {ephemerals.value.filter((it) => it.place === '').map((it) => <Whisper key={it.id} it={it} />)}
        {shown && <><IncidentFacts incident={shown.incident} /><Timeline entries={shown.timeline} /><IncidentAlerts page={shown} /><Notifications entries={shown.notifications} /></>}
      </div>
    </>
  );
}

function Timeline({ entries }: { entries: Page['timeline'] }) {
  return (
    <section aria-labelledby="timeline">
      <h2 id="timeline">{t('timeline')}</h2>
      {entries.length === 0 && <p class="empty">{t('no_timeline')}</p>}
      <ol class="timeline">
        {entries.map((entry, index) => (
          <li key={index}><Time at={entry.at} style="datetime" /><span><span class="text" dir="auto">{entry.text}</span>{entry.who && <small> — <bdi>{entry.who}</bdi></small>}</span></li>
        ))}
      </ol>
    </section>
  );
}

function Notifications({ entries }: { entries: Page['notifications'] }) {
  return (
    <section aria-labelledby="notifications">
      <h2 id="notifications">{t('notifications')}</h2>
      {entries.length === 0 ? <p class="empty">{t('no_notifications')}</p> : (
        <Table
          columns={[t('when'), t('whom'), t('means'), t('status'), t('detail')]}
          rows={entries.map((entry) => [<Time at={entry.at} style="datetime" />, <bdi>{entry.to}</bdi>, entry.means, statusWord(entry.status), <bdi>{entry.detail}</bdi>])}
        />
      )}
    </section>
  );
}
