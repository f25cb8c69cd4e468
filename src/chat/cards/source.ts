import type { Arrival } from '../../domain/sources/first-alert.ts';
import type { Source } from '../../domain/sources/schema.ts';
import { shortSeverity } from '../../domain/severity.ts';
import { cardOf } from '../answer.ts';
import type { Block, Card, Rich } from '../card.ts';
import type { Drawing } from '../command.ts';
import { button } from './button.ts';
import { longList } from './long-list.ts';

const when = (at: Date): Rich[number] => ({ time: at.toISOString(), style: 'datetime' });

/** *waiting for the first alert…*, or `first alert 10:42 → redis-prod, SEV1, paged alice`. */
export function arrivalLine(arrival: Arrival | undefined, { say }: Drawing): Rich {
  if (arrival === undefined) return [{ bold: say('sourceCommands.waiting') }];
  const { firstAt, last } = arrival;
  const begin: Rich = [`${say('sourceCommands.first_alert')} `, when(firstAt)];
  if (last === undefined) return begin;
  if (last.outcome !== 'incident') return [...begin, ` → ${say(`sourceCommands.outcome_${last.outcome}`)}`];
  const paged = last.paged.length === 0 ? say('sourceCommands.nobody_paged') : say('sourceCommands.paged', { names: last.paged.join(', ') });
  return [...begin, ' → ', { bold: last.service ?? last.name }, `, ${shortSeverity(last.severity)}, ${paged}`, ...(last.incident === null ? [] : [` · ${last.incident}`])];
}

/** All sources in a line each: name, tool, since when alerts come. */
export function sourcesCard(draw: Drawing, sources: readonly Source[]): Card {
  const { say } = draw;
  const lines = sources.map((source): Rich => [
    { bold: source.name }, ` · ${source.kind} · `, ...(source.isActive ? source.firstAlertAt === null ? [say('sourceCommands.waiting')] : [`${say('sourceCommands.first_alert')} `, when(source.firstAlertAt)] : [say('sourceCommands.inactive')]),
  ]);
  return cardOf({ title: say('sourceCommands.sources', { n: sources.length }), blocks: longList(lines, say), actions: button(draw, 'source/create', 'sourceCommands.new_source') });
}

/** One source: has anything arrived, then how its alerts are read. */
export function sourceCard(draw: Drawing, source: Source, arrival: Arrival | undefined, facts: { url: string; team: string | null; rules: number }): Card {
  const { say } = draw;
  const args = { source: source.name };
  const fact = (label: Parameters<Drawing['say']>[0], value: string) => ({ label: say(label), value: [value] });
  const yes = (is: boolean) => say(is ? 'chat.yes' : 'chat.no');
  const words = Object.entries(source.severityWords).map(([word, severity]) => `${word} = ${shortSeverity(severity)}`).join(', ');
  const block: Block = {
    kind: 'facts', facts: [
      fact('sourceCommands.kind', source.kind), { label: say('sourceCommands.address'), value: [{ code: facts.url }] },
      fact('sourceCommands.default_severity', shortSeverity(source.defaultSeverity)),
      fact('sourceCommands.service_labels', source.serviceLabels.join(', ')), fact('sourceCommands.grouping', source.grouping),
      fact('sourceCommands.owner', facts.team ?? 'Triage'), fact('sourceCommands.rules_of', String(facts.rules)),
      ...(words === '' ? [] : [fact('sourceCommands.severity_words', words)]),
      ...(source.autoResolve ? [] : [fact('sourceCommands.auto_resolve', yes(false))]), ...(source.toolMayAcknowledge ? [fact('sourceCommands.tool_may_acknowledge', yes(true))] : []),
      ...(source.hasSigningSecret ? [fact('sourceCommands.signing_secret', '••••••••')] : []),
    ],
  };
  return cardOf({
    title: source.name, tone: source.isActive ? 'neutral' : 'medium',
    text: [source.isActive ? arrivalLine(arrival, draw) : [{ bold: say('sourceCommands.inactive_means') }]], blocks: [block],
    actions: [
      ...button(draw, 'source/show', 'sourceCommands.check', args), ...button(draw, 'rule/list', 'sourceCommands.rules_button', args),
      ...button(draw, 'source/edit', 'teamCommands.edit', args), ...button(draw, 'source/rotate-token', 'sourceCommands.rotate_button', args),
    ],
  });
}

/** A new token, this once, inside the finished text to paste into the tool. */
export function snippetBlocks(draw: Drawing, snippet: string, token: string): Block[] {
  return [
    { kind: 'code', code: snippet, label: draw.say('sourceCommands.paste') },
    ...(snippet.includes(token) ? [] : [{ kind: 'code' as const, code: token, label: draw.say('sourceCommands.token') }]),
    { kind: 'text', text: [draw.say('sourceCommands.shown_once')] },
  ];
}
