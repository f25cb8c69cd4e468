import type { Sql } from '../../db/client.ts';
import { foldName } from '../services/fold.ts';
import type { Severity } from '../severity.ts';
import type { Directory, DirectoryService, PreparedRule, PreparedSource } from './directory.ts';
import { readGrouping } from './grouping.ts';
import { prepareMatcher, type Matcher } from './matchers/matcher.ts';

interface SourceRow {
  id: string; name: string; kind: string; is_active: boolean; default_severity: Severity; service_labels: string[]; team_labels: string[];
  severity_words: Record<string, Severity>; owner_team_id: string | null; grouping: string; auto_resolve: boolean; tool_may_acknowledge: boolean; signing_secret: string | null;
}
interface RuleRow { id: string; source_id: string; position: number; name: string; matchers: Matcher[]; target_service_id: string | null; override_severity: Severity | null; is_drop: boolean; grouping: string | null }
interface Snapshot {
  version: number;
  sources: SourceRow[];
  tokens: { hash: string; source_id: string; expires: number | null }[];
  rules: RuleRow[];
  services: { id: string; name: string; owner_team_id: string; is_active: boolean; is_triage: boolean }[];
  names: { name: string; service_id: string }[];
  teams: { id: string; name: string; slug: string; is_triage: boolean }[];
}

/** Reads the whole directory. One statement, hence one snapshot: `version` is the version of all the rest. */
export async function loadDirectory(sql: Sql): Promise<Directory> {
  const [row] = await sql<[Snapshot]>`
    select (select version from configuration_version) as version,
      (select coalesce(json_agg(s), '[]') from sources s) as sources,
      (select coalesce(json_agg(t), '[]') from (select hash, source_id, extract(epoch from expires_at) * 1000 as expires from source_tokens) t) as tokens,
      (select coalesce(json_agg(r order by r.position, r.created_at, r.id), '[]') from rules r) as rules,
      (select coalesce(json_agg(s), '[]') from (select id, name, owner_team_id, is_active, is_triage from services) s) as services,
      (select coalesce(json_agg(n), '[]') from (select name, service_id from service_names) n) as names,
      (select coalesce(json_agg(t), '[]') from (select id, name, slug, is_triage from teams) t) as teams`;

  const services = new Map(row.services.map((one): [string, DirectoryService] => [one.id, { id: one.id, name: one.name, teamId: one.owner_team_id, isActive: one.is_active }]));
  const triageService = row.services.find((one) => one.is_triage);
  const triageTeam = row.teams.find((one) => one.is_triage);
  const rules = Map.groupBy(row.rules, (rule) => rule.source_id);
  return {
    version: row.version,
    sources: new Map(row.sources.map((source) => [source.id, preparedSource(source, rules.get(source.id) ?? [])])),
    tokens: new Map(row.tokens.map((token) => [token.hash, { sourceId: token.source_id, expiresAt: token.expires }])),
    services,
    serviceNames: new Map(row.names.map((one) => [one.name, services.get(one.service_id)!])),
    // Names after slugs: where one team's slug is another's name, the name counts.
    teams: new Map([...row.teams.map((team): [string, string] => [team.slug, team.id]), ...row.teams.map((team): [string, string] => [foldName(team.name), team.id])]),
    triage: triageService && { service: services.get(triageService.id)!, teamId: triageTeam?.id ?? triageService.owner_team_id },
  };
}

function preparedRule(row: Pick<RuleRow, 'id' | 'position' | 'name' | 'matchers' | 'target_service_id' | 'override_severity' | 'is_drop' | 'grouping'>): PreparedRule {
  return {
    id: row.id,
    position: row.position,
    title: row.name === '' ? String(row.position) : `${row.position} “${row.name}”`,
    matchers: row.matchers.map(prepareMatcher),
    targetServiceId: row.target_service_id,
    overrideSeverity: row.override_severity,
    isDrop: row.is_drop,
    grouping: row.grouping === null ? null : (readGrouping(row.grouping) ?? null),
  };
}

function preparedSource(row: SourceRow, rules: readonly RuleRow[]): PreparedSource {
  return {
    id: row.id,
    name: row.name,
    kind: row.kind,
    isActive: row.is_active,
    defaultSeverity: row.default_severity,
    serviceLabels: row.service_labels,
    teamLabels: row.team_labels,
    severityWords: new Map(Object.entries(row.severity_words)),
    ownerTeamId: row.owner_team_id,
    grouping: readGrouping(row.grouping) ?? { by: 'service' },
    autoResolve: row.auto_resolve,
    toolMayAcknowledge: row.tool_may_acknowledge,
    sealedSigningSecret: row.signing_secret,
    rules: rules.map(preparedRule),
  };
}
