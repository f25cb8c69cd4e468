import type { SampleSignal } from '../ports.ts';
import { foldName } from '../services/fold.ts';
import { shortSeverity as short, type Severity } from '../severity.ts';
import { sayIn, type TextKey, type TextParams } from '../../texts/say.ts';
import type { Directory, DirectoryService, PreparedRule, PreparedSource } from './directory.ts';
import { groupKeyOf, unknownGroupKey } from './group-key.ts';
import { labelsOf } from './labels-of.ts';
import { matches, type Labels } from './matchers/matcher.ts';
import { severityOfWord } from './severity-words.ts';

export interface Reason { key: TextKey; params: TextParams }

/** Where an alert belongs, and why. */
export type Placing = { rule: PreparedRule | undefined; why: readonly Reason[]; placedBy: string } & (
  | { dropped: true }
  | {
      dropped: false;
      /** Unknown/Triage when no active service was named. */
      serviceId: string;
      /** The service's name, or the unknown one that the alert said (its own name when it said none). */
      serviceName: string;
      isUnknown: boolean;
      teamId: string;
      severity: Severity;
      groupKey: string;
    });

const english = sayIn('en');
const sentence = (why: readonly Reason[]): string => why.map((reason) => english(reason.key, reason.params)).join(' ');

/**
 * Places one alert by the source's rules (first match wins), then by the names it says (spec §4).
 * Pure look-ups in the directory: this runs for every alert that comes in.
 * @throws Error when the installation has no Unknown/Triage service
 */
export function placeSignal(signal: SampleSignal, source: PreparedSource, directory: Directory): Placing {
  const labels = labelsOf(signal);
  const rule = source.rules.find((one) => matches(one.matchers, labels));
  if (rule?.isDrop) {
    const why: Reason[] = [{ key: 'sources.why_dropped', params: { rule: rule.title } }];
    return { dropped: true, rule, why, placedBy: sentence(why) };
  }
  const found = serviceOf(signal, source, directory, rule);
  const graded = severityOf(signal, source, rule);
  const why = [found.why, graded.why];
  const common = { dropped: false as const, rule, why, placedBy: sentence(why), severity: graded.severity };

  if (found.service !== undefined) {
    const { id, name, teamId } = found.service;
    const groupKey = groupKeyOf(rule?.grouping ?? source.grouping, id, labels, { sourceId: source.id, fingerprint: signal.fingerprint });
    return { ...common, serviceId: id, serviceName: name, isUnknown: false, teamId, groupKey };
  }
  const { triage } = directory;
  if (!triage) throw new Error('The service Unknown/Triage is missing: the installation is not complete.');
  const serviceName = found.unknownName ?? signal.name;
  return {
    ...common,
    serviceId: triage.service.id,
    serviceName,
    isUnknown: true,
    teamId: teamOf(signal, source, directory, labels) ?? source.ownerTeamId ?? triage.teamId,
    groupKey: unknownGroupKey(source.id, foldName(serviceName)),
  };
}

type Found = { why: Reason; service: DirectoryService } | { why: Reason; service: undefined; unknownName: string | undefined };

function serviceOf(signal: SampleSignal, source: PreparedSource, directory: Directory, rule: PreparedRule | undefined): Found {
  const target = rule?.targetServiceId == null ? undefined : directory.services.get(rule.targetServiceId);
  if (rule && target) {
    const params = { rule: rule.title, service: target.name };
    if (target.isActive) return { why: { key: 'sources.why_rule_service', params }, service: target };
    return { why: { key: 'sources.why_rule_inactive', params }, service: undefined, unknownName: target.name };
  }
  let unknownName: string | undefined;
  const active = (name: string | undefined): DirectoryService | undefined => {
    const word = name?.trim();
    if (!word) return undefined;
    const service = directory.serviceNames.get(foldName(word));
    if (service?.isActive) return service;
    unknownName ??= word;
    return undefined;
  };
  const named = active(signal.service);
  if (named) return { why: { key: 'sources.why_named', params: { service: named.name } }, service: named };
  for (const label of source.serviceLabels) {
    const service = active(signal.labels.get(label));
    if (service) return { why: { key: 'sources.why_label', params: { label, service: service.name } }, service };
  }
  const why: Reason = unknownName === undefined ? { key: 'sources.why_unnamed', params: {} } : { key: 'sources.why_unknown', params: { name: unknownName } };
  return { why, service: undefined, unknownName };
}

function severityOf(signal: SampleSignal, source: PreparedSource, rule: PreparedRule | undefined): { severity: Severity; why: Reason } {
  if (rule?.overrideSeverity) return { severity: rule.overrideSeverity, why: { key: 'sources.why_rule_severity', params: { rule: rule.title, severity: short(rule.overrideSeverity) } } };
  const meant = severityOfWord(signal.severityWord, source.severityWords);
  if (meant) return { severity: meant, why: { key: 'sources.why_word', params: { word: signal.severityWord ?? '', severity: short(meant) } } };
  return { severity: source.defaultSeverity, why: { key: 'sources.why_default', params: { severity: short(source.defaultSeverity) } } };
}

/** The team that the alert names: what its format says, then the source's team labels. */
function teamOf(signal: SampleSignal, source: PreparedSource, directory: Directory, labels: Labels): string | undefined {
  const known = (name: string | undefined) => (name ? directory.teams.get(foldName(name)) : undefined);
  const said = known(signal.team);
  if (said) return said;
  for (const label of source.teamLabels) {
    const team = known(labels.get(label));
    if (team) return team;
  }
  return undefined;
}
