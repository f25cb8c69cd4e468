import type { SampleSignal } from '../../../src/domain/ports.ts';
import type { Directory, DirectoryService, PreparedRule, PreparedSource } from '../../../src/domain/sources/directory.ts';
import { parseMatchers } from '../../../src/domain/sources/matchers/parse-matchers.ts';
import { prepareMatcher } from '../../../src/domain/sources/matchers/matcher.ts';

const service = (id: string, name: string, teamId: string, isActive = true): DirectoryService => ({ id, name, teamId, isActive });
const redis = service('s-redis', 'redis-prod', 't-db');
const web = service('s-web', 'Web', 't-web');
const old = service('s-old', 'old', 't-web', false);
const triage = service('s-triage', 'Unknown/Triage', 't-triage');

/** Services redis-prod (alias cache), Web and the inactive old; teams Database, Web and Triage. */
export const directory: Directory = {
  version: 1,
  sources: new Map(),
  tokens: new Map(),
  services: new Map([redis, web, old, triage].map((one) => [one.id, one])),
  serviceNames: new Map([['redis-prod', redis], ['cache', redis], ['web', web], ['old', old], ['unknown/triage', triage]]),
  teams: new Map([['database', 't-db'], ['web', 't-web'], ['triage', 't-triage']]),
  triage: { service: triage, teamId: 't-triage' },
};

export function aSource(change: Partial<PreparedSource> = {}): PreparedSource {
  return {
    id: 'src', name: 'prod', kind: 'custom', isActive: true, defaultSeverity: 'SEV3_MEDIUM', serviceLabels: ['service', 'job', 'app', 'component'], teamLabels: ['team', 'owner'],
    severityWords: new Map(), ownerTeamId: null, grouping: { by: 'service' }, autoResolve: true, toolMayAcknowledge: false, sealedSigningSecret: null, rules: [], ...change,
  };
}
export function aRule(matchers: string, change: Partial<PreparedRule> = {}): PreparedRule {
  return { id: 'r', position: 1, title: '1', matchers: parseMatchers(matchers).map(prepareMatcher), targetServiceId: null, overrideSeverity: null, isDrop: false, grouping: null, ...change };
}
export function aSignal(labels: Record<string, string> = {}, change: Partial<SampleSignal> = {}): SampleSignal {
  return { name: 'HighMemory', fingerprint: 'f1', severityWord: undefined, service: undefined, team: undefined, labels: new Map(Object.entries(labels)), ...change };
}
