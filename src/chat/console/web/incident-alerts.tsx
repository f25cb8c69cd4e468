import type { IncidentPage } from '../contract.ts';
import { Link } from './spans.tsx';
import { Time } from './time.tsx';
import { statusWord, t } from './words.ts';

/** The alerts of an incident, each with its labels and the reason why it belongs here. */
export function IncidentAlerts({ page }: { page: IncidentPage }) {
  return (
    <section aria-labelledby="alerts">
      <h2 id="alerts">{t('alerts_count', { firing: page.incident.firing, total: page.incident.alertsTotal })}</h2>
      {page.alerts.length === 0 && <p class="empty">{t('no_alerts')}</p>}
      <ul class="alerts">{page.alerts.map((alert) => <li key={alert.id}><OneAlert alert={alert} /></li>)}</ul>
    </section>
  );
}

function OneAlert({ alert }: { alert: IncidentPage['alerts'][number] }) {
  const labels = Object.entries(alert.labels);
  return (
    <div class={`alert alert-${alert.status.toLowerCase()}`}>
      <h3><bdi>{alert.name}</bdi> <span class="status">{statusWord(alert.status)}</span> <span class="status">{alert.severity}</span></h3>
      <p class="line-small">
        {t('since')} <Time at={alert.startedAt} style="datetime" />
        {alert.endedAt && <>, {t('ended')} <Time at={alert.endedAt} style="datetime" /></>}
        {' · '}<bdi>{alert.source}</bdi>{' · '}{t('deliveries', { n: alert.deliveries })}
      </p>
      {alert.description && <p class="text" dir="auto">{alert.description}</p>}
      {alert.notes.length > 0 && <ul class="list">{alert.notes.map((note, index) => <li key={index} dir="auto">{note}</li>)}</ul>}
      {alert.url && <p><Link text={t('source_link')} url={alert.url} /></p>}
      {labels.length > 0 && (
        <details>
          <summary>{t('labels', { n: labels.length })}</summary>
          <dl class="labels">{labels.map(([name, value]) => <div key={name}><dt><bdi>{name}</bdi></dt><dd><bdi>{value}</bdi></dd></div>)}</dl>
        </details>
      )}
      {alert.why && <details><summary>{t('why_here')}</summary><p class="text" dir="auto">{alert.why}</p></details>}
    </div>
  );
}
