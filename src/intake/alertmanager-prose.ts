import { isMembers, MOST_LISTED, textOf } from './fields.ts';

/** What all alerts of a group have in common. */
export interface Common { labels: Record<string, string>; annotations: Record<string, string> }

/** What is beyond repeats what the first hundreds have in common. */
const LONGEST_TEXT = 128 * 1024;

interface Told { labels: Map<string, string>; annotations: Map<string, string> }

/**
 * Alertmanager's receivers for other tools describe their group in text (default.tmpl, `__text_alert_list`), its newer
 * versions as a list of alerts. Read back, a tool that moves by changing one URL keeps service, severity and name.
 */
export function commonIn(firing: unknown): Common {
  const alerts = typeof firing === 'string' ? alertsInText(firing.slice(0, LONGEST_TEXT)) : Array.isArray(firing) ? firing.slice(0, MOST_LISTED).filter(isMembers).map(alertOf) : [];
  return { labels: shared(alerts.map(({ labels }) => labels)), annotations: shared(alerts.map(({ annotations }) => annotations)) };
}

function alertsInText(text: string): Told[] {
  const alerts: Told[] = [];
  let into: Map<string, string> | undefined;
  for (const line of text.split('\n')) {
    const alert = alerts.at(-1);
    if (line === 'Labels:') {
      const next = { labels: new Map(), annotations: new Map() };
      alerts.push(next);
      into = next.labels;
    } else if (line === 'Annotations:') into = alert?.annotations;
    else {
      const [, name, value] = /^ - (\S+) = (.*)$/.exec(line) ?? [];
      if (name !== undefined && value !== undefined) into?.set(name, value);
    }
  }
  return alerts;
}

const alertOf = (alert: Readonly<Record<string, unknown>>): Told => ({ labels: pairsOf(alert['labels']), annotations: pairsOf(alert['annotations']) });

const pairsOf = (members: unknown): Map<string, string> =>
  new Map(isMembers(members) ? Object.entries(members).flatMap(([key, value]) => (textOf(value) === undefined ? [] : [[key, textOf(value)!]])) : []);

function shared([first, ...others]: readonly ReadonlyMap<string, string>[]): Record<string, string> {
  return Object.fromEntries([...(first ?? [])].filter(([key, value]) => others.every((other) => other.get(key) === value)));
}
