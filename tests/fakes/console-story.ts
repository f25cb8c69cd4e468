import type { Card } from '../../src/chat/card.ts';
import type { ConsoleState, IncidentPage, MessageView } from '../../src/chat/console/contract.ts';

/*
 * A night as the console's browser side sees it: canned data for looking at it and for its tests.
 * Instants are fixed, the browser's clock is set to `NIGHT`.
 */
export const NIGHT = '2026-11-22T02:07:00.000Z';

export const incidentCard = (changes: Partial<Card> = {}): Card => ({
  title: 'SEV1 · Redis is down · redis-prod',
  tone: 'critical',
  notice: 'SEV1 redis-prod: Redis is down · INC-42 · answer by 03:09',
  body: [
    { kind: 'text', text: ['No primary answers since 03:03. Checkout and sessions fail for every customer in eu-west.'] },
    { kind: 'facts', facts: [{ label: 'cluster', value: [{ code: 'redis-prod-eu' }] }, { label: 'region', value: ['eu-west-3'] }, { label: 'job', value: ['redis-exporter'] }] },
    { kind: 'text', text: [{ person: 'u-alice', name: 'Alice' }, ' paged (SMS accepted ', { time: '2026-11-22T02:05:00Z', style: 'time' }, ') · next Bob ', { time: '2026-11-22T02:09:00Z', style: 'time' }] },
  ],
  actions: [
    { label: 'Acknowledge', command: 'incident/ack', args: { incident: 'INC-42' }, style: 'primary' },
    { label: 'Escalate', command: 'incident/escalate', args: { incident: 'INC-42' } },
    { label: 'Resolve', command: 'incident/resolve', args: { incident: 'INC-42' }, style: 'danger', confirm: 'Resolve INC-42 although 2 alerts still fire?' },
    { label: 'Runbook', url: 'https://runbooks.example.com/redis' },
  ],
  more: [
    { label: 'Snooze 30 min', command: 'incident/snooze', args: { incident: 'INC-42', for: '30m' } },
    { label: 'Severity…', command: 'incident/severity', args: { incident: 'INC-42' } },
    { label: 'Not ours…', command: 'incident/assign', args: { incident: 'INC-42' } },
    { label: 'Why?', command: 'incident/why', args: { incident: 'INC-42' } },
  ],
  small: [['INC-42 · TRIGGERED · SRE · tier 1 · answer by ', { time: '2026-11-22T02:09:00Z', style: 'time' }, ' · alerts 2 firing / 3']],
  ...changes,
});

export const acknowledgedCard = (): Card => incidentCard({
  tone: 'acknowledged',
  actions: [
    { label: 'Resolve', command: 'incident/resolve', args: { incident: 'INC-42' } },
    { label: 'Mitigated', command: 'incident/mitigate', args: { incident: 'INC-42' } },
    { label: 'Runbook', url: 'https://runbooks.example.com/redis' },
  ],
  small: [['INC-42 · Acknowledged by Alice 03:07 · SRE · tier 1 · alerts 2 firing / 3']],
});

/** A message of the bot, or of `author`. */
export const message = (id: string, place: string, minute: number, rest: Partial<MessageView>): MessageView => ({
  id, place, version: 1, at: `2026-11-22T0${minute < 60 ? 1 : 2}:${String(minute % 60).padStart(2, '0')}:00.000Z`, pinned: false, ...rest,
});
const by = (username: string) => ({ author: { id: `u-${username.toLowerCase()}`, username } });

export const night = (): ConsoleState => ({
  me: { id: 'u-alice', username: 'Alice', groups: ['responders'], language: 'en', timeZone: 'Europe/Paris', csrf: 'c-1', soundOn: true },
  places: [
    { id: 'c-incidents', kind: 'channel', name: 'incidents', title: 'Every incident', archived: false, unread: 0, pages: 0 },
    { id: 'c-sre', kind: 'channel', name: 'sre', title: 'SRE: production, on call day and night', archived: false, unread: 3, pages: 0 },
    { id: 'c-payments', kind: 'channel', name: 'payments', title: 'Payments', archived: false, unread: 0, pages: 0 },
    { id: 'r-42', kind: 'room', name: 'inc-42-redis-prod', title: 'INC-42 · Redis is down', incident: 'INC-42', archived: false, unread: 1, pages: 0 },
    { id: 'r-39', kind: 'room', name: 'inc-39-checkout', title: 'INC-39 · Checkout slow', incident: 'INC-39', archived: true, unread: 0, pages: 0 },
    { id: 'd-imas', kind: 'direct', name: 'IMAS', title: 'IMAS', archived: false, unread: 0, pages: 0 },
  ],
  openIncidents: [
    { id: 'i-42', shortId: 'INC-42', title: 'Redis is down', service: 'redis-prod', team: 'SRE', severity: 'SEV1', status: 'TRIGGERED', createdAt: '2026-11-22T02:05:00Z', room: 'r-42' },
    { id: 'i-41', shortId: 'INC-41', title: 'Card payments slow in France', service: 'payments-api', team: 'Payments', severity: 'SEV2', status: 'ACKNOWLEDGED', createdAt: '2026-11-22T00:41:00Z', lead: 'Bea' },
    { id: 'i-40', shortId: 'INC-40', title: 'Disk 80 % full on backup-2', service: 'backup', team: 'SRE', severity: 'SEV4', status: 'TRIGGERED', createdAt: '2026-11-21T19:12:00Z' },
  ],
  onCall: [
    { team: 'SRE', level: 1, user: 'Alice', why: 'weekly rotation', until: '2026-11-23T08:00:00Z' },
    { team: 'SRE', level: 2, user: 'Bob', why: 'covers for Chloé', until: '2026-11-22T17:00:00Z' },
    { team: 'Payments', level: 1, why: 'empty shift' },
  ],
});

export const nightMessages = (): MessageView[] => [
  message('m-1', 'c-sre', 41, { ...by('Bea'), text: 'Deploying the new cache settings now.' }),
  message('m-2', 'c-sre', 43, { ...by('Bea'), text: 'Done. Graphs look fine: hit rate 97 %.' }),
  message('m-3', 'c-sre', 65, { card: incidentCard() }),
  message('m-4', 'c-sre', 66, { ...by('Bob'), text: 'Looking. INC-42 smells like the failover of last week.' }),
  message('m-5', 'r-42', 65, { card: incidentCard(), pinned: true }),
  message('m-6', 'r-42', 66, { ...by('Bob'), text: 'sentinel says: no good slave' }),
];

export const incidentPage = (): IncidentPage => ({
  incident: {
    ...night().openIncidents[0]!, description: 'No primary answers since 03:03.', detectedAt: '2026-11-22T02:03:00Z', mttd: 120, firing: 2, alertsTotal: 3,
  },
  card: incidentCard(),
  timeline: [
    { at: '2026-11-22T02:05:00Z', kind: 'opened', text: 'Opened by the alert RedisDown' },
    { at: '2026-11-22T02:05:01Z', kind: 'paged', text: 'Alice paged by SMS and console' },
    { at: '2026-11-22T02:06:00Z', who: 'Bob', kind: 'note', text: 'sentinel says: no good slave' },
  ],
  alerts: [
    { id: 'a-1', name: 'RedisDown', status: 'firing', severity: 'SEV1', startedAt: '2026-11-22T02:03:00Z', deliveries: 4, source: 'prometheus-eu', labels: { alertname: 'RedisDown', cluster: 'redis-prod-eu', instance: '10.0.4.12:6379', severity: 'critical' }, description: 'Redis instance has been unreachable for 2 minutes.', url: 'https://prometheus.example.com/graph?g0.expr=up', notes: [], why: 'Rule 3 (“redis to SRE”) matched cluster=redis-prod-eu.' },
    { id: 'a-2', name: 'RedisReplicationBroken', status: 'resolved', severity: 'SEV2', startedAt: '2026-11-22T02:03:00Z', endedAt: '2026-11-22T02:06:00Z', deliveries: 1, source: 'prometheus-eu', labels: { alertname: 'RedisReplicationBroken' }, description: '', notes: ['flapping: 3 times in 10 minutes'] },
  ],
  notifications: [
    { at: '2026-11-22T02:05:01Z', to: 'Alice', means: 'console', status: 'delivered', detail: 'seen 03:05' },
    { at: '2026-11-22T02:05:01Z', to: 'Alice', means: 'SMS', status: 'accepted', detail: 'ovh 8812' },
  ],
});
