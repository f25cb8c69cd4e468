import type { Severity } from '../severity.ts';
import type { Grouping } from './grouping.ts';
import type { PreparedMatcher } from './matchers/matcher.ts';

/** A rule, ready to be tried. */
export interface PreparedRule {
  id: string;
  position: number;
  /** `2` or `2 “databases”`: how reasons name it. */
  title: string;
  matchers: readonly PreparedMatcher[];
  targetServiceId: string | null;
  overrideSeverity: Severity | null;
  isDrop: boolean;
  grouping: Grouping | null;
}
/** A source with everything that reading and placing its alerts takes. */
export interface PreparedSource {
  id: string;
  name: string;
  kind: string;
  isActive: boolean;
  defaultSeverity: Severity;
  serviceLabels: readonly string[];
  teamLabels: readonly string[];
  severityWords: ReadonlyMap<string, Severity>;
  ownerTeamId: string | null;
  grouping: Grouping;
  autoResolve: boolean;
  toolMayAcknowledge: boolean;
  /** Sealed under the source's id; `signingSecretOf` opens it. */
  sealedSigningSecret: string | null;
  rules: readonly PreparedRule[];
}
export interface DirectoryService { id: string; name: string; teamId: string; isActive: boolean }

/**
 * The configuration by which alerts are placed, as it stood at one version: read once, then only looked up.
 */
export interface Directory {
  version: number;
  sources: ReadonlyMap<string, PreparedSource>;
  /** Token hash → whose it is, and until when (milliseconds; null: for good). */
  tokens: ReadonlyMap<string, { sourceId: string; expiresAt: number | null }>;
  services: ReadonlyMap<string, DirectoryService>;
  /** Folded names and aliases. */
  serviceNames: ReadonlyMap<string, DirectoryService>;
  /** Folded names and slugs → team id. */
  teams: ReadonlyMap<string, string>;
  /** The service and team for what cannot be placed; undefined before the install made them. */
  triage: { service: DirectoryService; teamId: string } | undefined;
}
