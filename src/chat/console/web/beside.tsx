import type { IncidentLine, OnCallLine } from '../contract.ts';
import { incidentHref, placeHref } from './route.ts';
import { placeById, state } from './state.ts';
import { Time } from './time.tsx';
import { statusWord, t } from './words.ts';

/** Beside the chat: what is open and who is on call. On a phone each is a page of its own. */
export function Beside() {
  const lines = state.value?.openIncidents ?? [];
  const teams = Map.groupBy(state.value?.onCall ?? [], (line) => line.team);
  return (
    <aside class="beside" aria-label={t('beside')}>
      <section class="open-incidents" aria-labelledby="open-incidents">
        <h2 id="open-incidents">{t('open_incidents')} <span class="count">{lines.length}</span></h2>
        {lines.length === 0 && <p class="empty">{t('no_open_incidents')}</p>}
        <ul>{lines.map((line) => <li key={line.id}><OneIncident line={line} /></li>)}</ul>
      </section>
      <section class="on-call" aria-labelledby="on-call">
        <h2 id="on-call">{t('on_call')}</h2>
        {teams.size === 0 && <p class="empty">{t('no_on_call')}</p>}
        {[...teams].map(([team, people]) => <OneTeam key={team} team={team} people={people} />)}
      </section>
    </aside>
  );
}

function OneIncident({ line }: { line: IncidentLine }) {
  return (
    <div class={`incident-line severity-${line.severity.toLowerCase()}`}>
      <a class="whole" href={incidentHref(line.shortId)}>
        <span class="line-head"><strong>{line.severity}</strong> <span>{line.shortId}</span> <span class={`status status-${line.status.toLowerCase()}`}>{statusWord(line.status)}</span></span>
        <bdi class="line-title">{line.title}</bdi>
        <span class="line-small"><bdi>{line.service}</bdi> · <bdi>{line.team}</bdi> · <Time at={line.createdAt} style="relative" /></span>
        {line.lead && <span class="line-small"><bdi>{t('led_by', { name: line.lead })}</bdi></span>}
      </a>
      {line.room && placeById(line.room) && <a class="button small" href={placeHref(line.room)}>{t('to_room')}</a>}
    </div>
  );
}

function OneTeam({ team, people }: { team: string; people: readonly OnCallLine[] }) {
  return (
    <>
      <h3><bdi>{team}</bdi></h3>
      <ul class="people">
        {people.map((line) => (
          <li key={`${line.level} ${line.user ?? ''}`}>
            <span class="level">{t('level', { n: line.level })}</span>
            <strong class={line.user ? '' : 'nobody'}><bdi>{line.user ?? t('nobody_on_call')}</bdi></strong>
            <small><bdi>{line.why}</bdi>{line.until && <>, {t('on_call_until')} <Time at={line.until} style="datetime" /></>}</small>
          </li>
        ))}
      </ul>
    </>
  );
}
