import type { Context } from '../../context.ts';
import { invalid } from '../../errors.ts';
import type { Sealer } from '../../secrets.ts';
import { findTeam } from '../people/find-team.ts';
import { checkedName } from '../services/check-fields.ts';
import { oneOf } from '../services/one-of.ts';
import { severities } from '../severity.ts';
import { severityNamed } from '../services/severity.ts';
import { checkedGrouping } from './grouping.ts';
import type { sources } from './schema.ts';
import { checkedSeverityWords } from './severity-words.ts';

/** What an admin may set of a source; what is absent stays, or is the default. */
export interface SourceFields {
  name?: string;
  /** `SEV2`, `high` and `SEV2_HIGH` are the same. */
  defaultSeverity?: string;
  /** Tried in this order. */
  serviceLabels?: readonly string[];
  teamLabels?: readonly string[];
  /** word → severity, on top of the product's own. */
  severityWords?: Readonly<Record<string, string>>;
  /** Who answers for what cannot be placed; null: Triage. */
  ownerTeam?: string | null;
  grouping?: string;
  autoResolve?: boolean;
  toolMayAcknowledge?: boolean;
  isActive?: boolean;
  /** For HMAC signatures (Sentry, Grafana); stored sealed, never shown. Null: no signature is demanded. */
  signingSecret?: string | null;
}
type Columns = Partial<typeof sources.$inferInsert>;

const mostLabels = 20;
const secretLength = { min: 8, max: 500 };

/** Is it well-formed? Columns as they are stored. @param sourceId the secret opens nowhere else. @throws AppError invalid, not_found (team) */
export async function checkedFields(ctx: Context, sourceId: string, fields: SourceFields, sealer: Pick<Sealer, 'seal'>): Promise<Columns> {
  const owner = fields.ownerTeam == null ? fields.ownerTeam : (await findTeam(ctx, fields.ownerTeam)).id;
  return {
    ...(fields.name !== undefined && { name: checkedName('name', fields.name) }),
    ...(fields.defaultSeverity !== undefined && { defaultSeverity: severityNamed(fields.defaultSeverity) ?? oneOf('default_severity', fields.defaultSeverity, severities) }),
    ...(fields.serviceLabels !== undefined && { serviceLabels: labelNames('service_labels', fields.serviceLabels) }),
    ...(fields.teamLabels !== undefined && { teamLabels: labelNames('team_labels', fields.teamLabels) }),
    ...(fields.severityWords !== undefined && { severityWords: checkedSeverityWords(fields.severityWords) }),
    ...(owner !== undefined && { ownerTeamId: owner }),
    ...(fields.grouping !== undefined && { grouping: checkedGrouping(fields.grouping) }),
    ...(fields.autoResolve !== undefined && { autoResolve: fields.autoResolve }),
    ...(fields.toolMayAcknowledge !== undefined && { toolMayAcknowledge: fields.toolMayAcknowledge }),
    ...(fields.isActive !== undefined && { isActive: fields.isActive }),
    ...(fields.signingSecret !== undefined && { signingSecret: fields.signingSecret === null ? null : sealed(sourceId, fields.signingSecret, sealer) }),
  };
}

/** Columns as the audit log may keep them. */
export function withoutSecret(columns: Columns): Record<string, unknown> {
  const { signingSecret, ...rest } = columns;
  return signingSecret === undefined ? rest : { ...rest, signingSecret: signingSecret === null ? 'removed' : 'changed' };
}

function labelNames(field: string, names: readonly string[]): string[] {
  const trimmed = [...new Set(names.map((name) => name.trim()))];
  const isSound = trimmed.length > 0 && trimmed.length <= mostLabels && trimmed.every((name) => name !== '' && name.length <= 200);
  const problem = { key: 'sources.bad_label_names', params: { max: mostLabels } } as const;
  if (!isSound) throw invalid(problem.key, problem.params, { fields: { [field]: problem } });
  return trimmed;
}

function sealed(sourceId: string, secret: string, sealer: Pick<Sealer, 'seal'>): string {
  const { min, max } = secretLength;
  if (secret.length < min || secret.length > max) throw invalid('sources.bad_secret', {}, { fields: { signing_secret: { key: 'sources.bad_secret' } } });
  return sealer.seal(secret, sourceId);
}
