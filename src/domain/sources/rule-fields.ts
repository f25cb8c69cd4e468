import type { Context } from '../../context.ts';
import { invalid } from '../../errors.ts';
import { findService } from '../services/find-service.ts';
import { oneOf } from '../services/one-of.ts';
import { severities } from '../severity.ts';
import { severityNamed } from '../services/severity.ts';
import { checkedGrouping } from './grouping.ts';
import { parseMatchers } from './matchers/parse-matchers.ts';
import type { Rule } from './schema.ts';

/** What an admin may set of a rule; what is absent stays, null takes away. */
export interface RuleFields {
  name?: string;
  /** Text, a plain JSON object, or a list: see `parseMatchers`. */
  matchers?: unknown;
  /** Id, name or alias. */
  targetService?: string | null;
  overrideSeverity?: string | null;
  isDrop?: boolean;
  grouping?: string | null;
}
type Columns = Pick<Rule, 'name' | 'matchers' | 'targetServiceId' | 'overrideSeverity' | 'isDrop' | 'grouping'>;

export const freshRule: Columns = { name: '', matchers: [], targetServiceId: null, overrideSeverity: null, isDrop: false, grouping: null };

const longestName = 100;

const severityOrNone = (word: string | null) => (word ? (severityNamed(word) ?? oneOf('override_severity', word, severities)) : null);

/**
 * The rule that `before` becomes by the change. It has to do something, and a rule that drops does nothing else.
 * @throws AppError invalid, not_found (service)
 */
export async function checkedRule(ctx: Context, before: Columns, change: RuleFields): Promise<Columns> {
  const name = (change.name ?? before.name).trim();
  if (name.length > longestName || /\p{Cc}/u.test(name)) throw invalid('services.bad_name', { max: longestName }, { fields: { name: { key: 'services.bad_name', params: { max: longestName } } } });
  const rule: Columns = {
    name,
    matchers: change.matchers === undefined ? before.matchers : parseMatchers(change.matchers),
    targetServiceId: change.targetService === undefined ? before.targetServiceId : change.targetService ? (await findService(ctx, change.targetService)).id : null,
    overrideSeverity: change.overrideSeverity === undefined ? before.overrideSeverity : severityOrNone(change.overrideSeverity),
    isDrop: change.isDrop ?? before.isDrop,
    grouping: change.grouping === undefined ? before.grouping : change.grouping ? checkedGrouping(change.grouping) : null,
  };
  const places = Boolean(rule.targetServiceId ?? rule.overrideSeverity ?? rule.grouping);
  if (!places && !rule.isDrop) throw invalid('sources.rule_does_nothing');
  if (places && rule.isDrop) throw invalid('sources.drop_is_alone');
  return rule;
}
