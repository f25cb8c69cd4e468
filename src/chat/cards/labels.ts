import { cut, tame } from '../notice.ts';

/** What says most about where it is broken comes first; what is on the card already is left out. */
const telling = ['instance', 'host', 'hostname', 'pod', 'node', 'cluster', 'namespace', 'region', 'zone', 'env', 'environment', 'job', 'container', 'device', 'mountpoint', 'version', 'release'];
const known = new Set(['alertname', 'severity', 'service', 'team', 'owner', 'prometheus', 'receiver', 'monitor', 'status', 'priority', '__name__']);
const most = 3;
const longestValue = 60;

/** Three labels worth reading at 3 a.m. @param said what the card says anyway */
export function tellingLabels(labels: Readonly<Record<string, string>>, said: readonly string[]): [string, string][] {
  const place = (name: string) => { const at = telling.indexOf(name.toLowerCase()); return at === -1 ? telling.length : at; };
  return Object.entries(labels)
    .filter(([name, value]) => !known.has(name.toLowerCase()) && value.trim() !== '' && !said.includes(value))
    .sort(([a], [b]) => place(a) - place(b) || a.localeCompare(b))
    .map(([name, value]): [string, string] => [cut(tame(name), 40), cut(tame(value), longestValue)])
    .filter(([name, value]) => name !== '' && value !== '')
    .slice(0, most);
}
