import type { Directory } from '../domain/sources/directory.ts';
import type { Explanation } from '../domain/sources/explain-placing.ts';
import type { Say } from '../texts/say.ts';

/**
 * Which rules were tried, which one took the alert, and where that puts it.
 * @param team the name of the team it belongs to; undefined when it was dropped
 */
export function placingLines({ tried, placing }: Explanation, directory: Directory, team: string | undefined, say: Say): string[] {
  const rules = tried.map((one) => {
    const rule = one.rule.title;
    if (one.hit) return say('cli.rule_hit', { rule });
    const { label, op, value } = one.failed;
    return say('cli.rule_missed', { rule, matcher: `${label}${op}"${value}"`, actual: one.actual });
  });
  const why = placing.why.map(({ key, params }) => say(key, params));
  if (placing.dropped) return [...rules, ...why];
  return [
    ...(rules.length === 0 ? [say('cli.no_rules')] : rules), ...why,
    say('cli.placed', { service: directory.services.get(placing.serviceId)?.name ?? placing.serviceName, team: team ?? '', severity: placing.severity }),
  ];
}
