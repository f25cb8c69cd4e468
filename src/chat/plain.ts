import { isUuid } from '../domain/uuid.ts';
import { needsYear } from '../texts/say.ts';
import type { Action, Answer, Block, Card, Rich } from './card.ts';

/** How instants are shown: in the reader's zone. */
export interface PlainReader { language: 'en' | 'fr'; timeZone: string }

/** Characters that a terminal would act on; everything else is only text. */
const harmless = (text: string): string => text.replaceAll(/\r\n?/g, '\n').replaceAll(/[^\P{Cc}\n\t]/gu, '').replaceAll(/[\u202a-\u202e\u2066-\u2069]/g, '');

/** Running text as one string. */
function plainRich(rich: Rich, reader: PlainReader): string {
  return harmless(rich.map((span) => {
    if (typeof span === 'string') return span;
    if ('bold' in span) return span.bold;
    if ('code' in span) return span.code;
    if ('link' in span) return span.link === span.url ? span.url : `${span.link} (${span.url})`;
    if ('time' in span) return plainTime(span.time, span.style, reader);
    return 'place' in span ? span.place : span.name;
  }).join(''));
}

function plainTime(iso: string, style: 'time' | 'datetime' | 'relative', { language, timeZone }: PlainReader): string {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return iso;
  return new Intl.DateTimeFormat(language === 'fr' ? 'fr-FR' : 'en-GB', {
    timeZone, hour: '2-digit', minute: '2-digit', ...(style === 'time' ? {} : { day: 'numeric', month: 'short' }), ...(style !== 'time' && needsYear(at) ? { year: 'numeric' } : {}),
  }).format(at);
}

function plainBlock(block: Block, reader: PlainReader): string {
  switch (block.kind) {
    case 'text': return plainRich(block.text, reader);
    case 'facts': return block.facts.map(({ label, value }) => `${harmless(label)}: ${plainRich(value, reader)}`).join('\n');
    case 'list': return block.items.map((item) => `- ${plainRich(item, reader)}`).join('\n');
    case 'code': return `${block.label === undefined ? '' : `${harmless(block.label)}\n`}${harmless(block.code)}`;
    case 'picture': return harmless(block.alt);
    case 'table': {
      const rows = [block.columns.map(harmless), ...block.rows.map((row) => row.map((cell) => plainRich(cell, reader).replaceAll(/\s+/g, ' ')))];
      const widths = block.columns.map((_, column) => Math.min(60, Math.max(...rows.map((row) => (row[column] ?? '').length))));
      return rows.map((row) => row.map((cell, column) => (column === row.length - 1 ? cell : cell.padEnd(widths[column] ?? 0))).join('  ').trimEnd()).join('\n');
    }
  }
}
const plainAction = (action: Action): string => ('url' in action ? `[${harmless(action.label)}: ${harmless(action.url)}]` : `[${harmless(action.label)}]`);

/** A card as plain text, for the command line and the API: nothing in it needs escaping. */
export function plainCard(card: Card, reader: PlainReader): string {
  const actions = card.actions.map(plainAction);
  if (card.more && card.more.length > 0) actions.push(`[… ${card.more.map((action) => harmless(action.label)).join(' | ')}]`);
  return [
    harmless(card.title), ...card.body.map((block) => plainBlock(block, reader)), ...(actions.length === 0 ? [] : [actions.join(' ')]),
    ...(card.small ?? []).map((line) => plainRich(line, reader)),
  ].filter((part) => part !== '').join('\n');
}

/** An answer as plain text; of a form, what it still asks for and what is wrong. */
export function plainAnswer(answer: Answer, reader: PlainReader): string {
  if (answer.kind === 'card') return plainCard(answer.card, reader);
  const { form } = answer;
  const fields = form.fields.map((field) => {
    const rest = [field.choices?.map(({ value, label }) => (isUuid(value) ? `${label}: ${value}` : value)).join(' | '), field.help, field.error && `✕ ${field.error}`].filter(Boolean).map((part) => harmless(part!));
    return `- ${field.name}${field.required ? '*' : ''}: ${harmless(field.label)}${field.value ? ` = ${harmless(field.value)}` : ''}${rest.length > 0 ? ` (${rest.join('; ')})` : ''}`;
  });
  return [harmless(form.title), ...(form.error ? [`✕ ${harmless(form.error)}`] : []), ...(form.intro ? [harmless(form.intro)] : []), ...fields].join('\n');
}
