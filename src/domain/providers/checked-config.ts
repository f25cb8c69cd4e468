import { invalid } from '../../errors.ts';
import { nearest } from '../nearest.ts';
import type { ProviderKind, Ports } from '../ports.ts';

/** What people look for among the kinds and is a format of WEBHOOK. */
const formats = ['pagerduty', 'opsgenie', 'teams', 'json'];

/** The kind that was typed, in any case. @throws AppError invalid, naming the kinds there are */
export function kindNamed(word: string, kinds: Ports['providerKinds']): ProviderKind {
  const typed = word.trim().toUpperCase().replaceAll(/[\s-]/g, '_');
  const found = kinds.find(({ kind }) => kind === typed);
  if (found) return found;
  const names = kinds.map(({ kind }) => kind);
  const format = formats.find((one) => typed.replaceAll('_', '').startsWith(one.toUpperCase()));
  const problem = format !== undefined && names.includes('WEBHOOK') ? { key: 'providers.kind_is_format', params: { kind: word.slice(0, 100), format } } as const
    : { key: 'providers.unknown_kind', params: { kind: word.slice(0, 100), kinds: names.join(', ') } } as const;
  throw invalid(problem.key, problem.params, { ...nearest(typed, names), fields: { kind: problem } });
}

/** The settings as the kind understands them. @throws AppError invalid, field by field */
export function checkedConfig(kind: ProviderKind, config: Record<string, unknown>): Record<string, unknown> {
  const result = kind.check(config);
  if (result.ok) return result.config;
  const problems = Object.entries(result.problems);
  throw invalid('providers.bad_config', { problems: problems.map(([field, problem]) => `${field}: ${problem}`).join('; ') }, {
    fields: Object.fromEntries(problems.map(([field, problem]) => [field, { key: 'providers.bad_field', params: { problem } }])),
  });
}
