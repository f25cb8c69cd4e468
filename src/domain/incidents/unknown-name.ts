import type { Incident } from './schema.ts';

/** The name behind a key such as `unknown:<source>|redis-prod`; see `unknownGroupKey`. */
export function unknownNameOf(incident: Pick<Incident, 'group_key' | 'service_is_triage'>): string | undefined {
  if (!incident.service_is_triage || incident.group_key === null) return undefined;
  const name = /^unknown:[^|]*\|(.*)$/s.exec(incident.group_key)?.[1];
  // What was too long for a key ends with a hash and is no name any more.
  return name === undefined || /#[0-9a-f]{64}$/.test(name) ? undefined : name.replaceAll(/\\([\\|=])/g, '$1');
}
