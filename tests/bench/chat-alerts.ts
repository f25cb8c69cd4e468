const startsAt = new Date().toISOString();

/** The n-th alert, of the service of team `n % teams`: its name is its number, so that each is an incident of its own. */
export const alertOf = (n: number, teams: number, severity = 'critical', instance = '') => ({
  status: 'firing', labels: { alertname: nameOf(n), service: `service-${n % teams}`, severity, ...(instance === '' ? {} : { instance }) },
  annotations: { summary: `${nameOf(n)} has begun` }, startsAt, endsAt: '0001-01-01T00:00:00Z', fingerprint: `${n.toString(16).padStart(12, '0')}${instance}`, generatorURL: '',
});
const nameOf = (n: number): string => `Outage-${String(n).padStart(6, '0')}`;
/** The number of the alert that a message or a body is about. */
export const numberIn = /Outage-(\d{6})/;

/** As Alertmanager posts them. @param instance makes other alerts of the same incidents */
export const bodyOf = (numbers: readonly number[], teams: number, instance = '', severity?: string): string => JSON.stringify({
  version: '4', groupKey: '{}', truncatedAlerts: 0, status: 'firing', receiver: 'imas', groupLabels: {}, commonLabels: {}, commonAnnotations: {}, externalURL: 'http://alertmanager.example.com',
  alerts: numbers.map((n) => alertOf(n, teams, severity, instance)),
});
