import type { ComponentChildren } from 'preact';
import type { IncidentPage } from '../contract.ts';
import { duration, Time } from './time.tsx';
import { statusWord, t, type Word } from './words.ts';

/** The facts of an incident; what did not happen yet is left out. Durations come in seconds. */
export function IncidentFacts({ incident }: { incident: IncidentPage['incident'] }) {
  const at = (when: string | undefined) => when && <Time at={when} style="datetime" />;
  const length = (seconds: number | undefined) => (seconds === undefined ? undefined : duration(seconds));
  const rows: [Word, ComponentChildren][] = [
    ['status', statusWord(incident.status)],
    ['severity', incident.severity],
    ['service', incident.service],
    ['team', incident.team],
    ['lead', incident.lead],
    ['detected', at(incident.detectedAt)],
    ['opened', at(incident.createdAt)],
    ['acknowledged', incident.acknowledgedAt && <>{at(incident.acknowledgedAt)}{incident.acknowledgedBy && ` ${t('by', { name: incident.acknowledgedBy })}`}</>],
    ['mitigated', at(incident.mitigatedAt)],
    ['resolved', at(incident.resolvedAt)],
    ['mttd', length(incident.mttd)],
    ['mtta', length(incident.mtta)],
    ['mttr', length(incident.mttr)],
  ];
  return (
    <section aria-labelledby="facts">
      <h2 id="facts">{t('facts')}</h2>
      <dl class="facts">
        {rows.filter(([, value]) => value !== undefined && value !== '').map(([word, value]) => <div key={word}><dt>{t(word)}</dt><dd><bdi>{value}</bdi></dd></div>)}
      </dl>
      {incident.description && <><h3>{t('description')}</h3><p class="text" dir="auto">{incident.description}</p></>}
    </section>
  );
}
