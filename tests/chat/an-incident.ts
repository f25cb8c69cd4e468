import type { Drawing } from '../../src/chat/command.ts';
import type { CardFacts } from '../../src/domain/escalation/card-facts.ts';
import type { Incident } from '../../src/domain/incidents/schema.ts';
import { sayIn, type Language } from '../../src/texts/say.ts';

const at = (time: string) => new Date(`2026-11-22T${time}:00Z`);
const shown = ['ack', 'escalate', 'resolve', 'mitigate', 'reopen', 'unmute', 'snooze', 'unsnooze', 'severity', 'lead', 'assign', 'page', 'merge', 'room', 'unack', 'why', 'cant', 'show', 'is-service', 'create-service'].map((sub) => `incident/${sub}`);

/** A drawing that knows the commands of `/incident`, or these. */
export const drawing = (language: Language = 'en', has: readonly string[] = shown): Drawing => ({ say: sayIn(language, 'Europe/Paris'), has: (name) => has.includes(name) });
export const paris = { language: 'en', timeZone: 'Europe/Paris' } as const;

/** INC-42 at night, triggered at 03:04 in Paris; `changes` tell another story. */
export function facts(changes: Partial<Incident> = {}, rest: Partial<CardFacts> = {}): CardFacts {
  const incident: Incident = {
    id: '00000000-0000-4000-8000-000000000042', number: 42, title: 'Redis is down', description: 'No primary answers since 03:03. Checkout and sessions fail.',
    service_id: 's', service_name: 'redis-prod', service_criticality: 'TIER_1_CRITICAL', service_urgency: 'by_severity', service_is_triage: false,
    runbook_url: 'https://runbooks.example.com/redis', dashboard_url: 'https://grafana.example.com/d/redis', team_id: 't', team_name: 'SRE',
    severity: 'SEV1_CRITICAL', severity_by_person: false, status: 'TRIGGERED', origin: 'alert', declared_by: null, group_key: 'service:s',
    labels: { alertname: 'RedisDown', severity: 'critical', instance: '10.0.0.7:6379', cluster: 'eu-west', team: 'SRE', job: 'redis', zone: 'b' }, url: null, lead_id: null, lead_name: null,
    detected_at: at('02:03'), created_at: at('02:04'), acknowledged_at: null, acknowledged_by: null, acknowledged_by_name: null, holder_id: null, holder_name: null, held_since: null,
    mitigated_at: null, resolved_at: null, resolved_by: null, resolved_by_name: null, resolved_how: null, resolution_note: null, root_cause: null, muted_until: null,
    changed_by_person_at: null, last_human_at: null, hold_open_until: null, snoozed_until: null, snoozed_until_clear: false, merged_into: null, is_confidential: false, in_storm: false,
    alerts_firing: 2, alerts_total: 3, card_wanted: 1, ...changes,
  };
  return {
    incident, room: { name: 'inc-42-redis-prod', link: 'https://imas.example.com/#/place/r-42' }, answerBy: at('02:09'), mergedInto: undefined, unknownName: undefined,
    escalation: { paged: [{ name: 'Alice', means: 'SMS', status: 'accepted', at: at('02:05') }], nextAt: at('02:09'), nextWho: ['Bob'], foundNobody: [], isShadow: false }, ...rest,
  };
}
export const held = { status: 'ACKNOWLEDGED', holder_id: 'b', holder_name: 'Bea', held_since: at('02:06'), acknowledged_at: at('02:06'), acknowledged_by: 'b', acknowledged_by_name: 'Bea', lead_id: 'b', lead_name: 'Bea' } as const;
export const over = { ...held, status: 'RESOLVED', resolved_at: at('02:40'), resolved_by: 'b', resolved_by_name: 'Bea', resolved_how: 'person', alerts_firing: 0 } as const;
