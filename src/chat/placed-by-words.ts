import { sayIn, type Say, type TextKey } from '../texts/say.ts';

const wheres = ['sources.why_rule_service', 'sources.why_rule_inactive', 'sources.why_label', 'sources.why_named', 'sources.why_unknown', 'sources.why_unnamed'] as const satisfies readonly TextKey[];
const severities = ['sources.why_rule_severity', 'sources.why_word', 'sources.why_default'] as const satisfies readonly TextKey[];

const longest = 2000;

const literal = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
/** Of a sentence what it looks like with its blanks filled in, and their names. */
function shapeOf(keys: readonly TextKey[]): { keys: readonly TextKey[]; shape: RegExp; blanks: readonly (readonly string[])[] } {
  const parts = keys.map((key) => sayIn('en')(key).split(/\{(\w+)\}/));
  return {
    keys, shape: new RegExp(`^${parts.map((part) => part.map((piece, index) => (index % 2 === 1 ? '(.*?)' : literal(piece))).join('')).join(' ')}$`, 's'),
    blanks: parts.map((part) => part.filter((_, index) => index % 2 === 1)),
  };
}
const shapes = [['sources.why_dropped'] as const, ...wheres.flatMap((where) => severities.map((severity) => [where, severity] as const))].map(shapeOf);

/** Why an alert was placed where it is, in the reader's language: alerts keep it as the English sentences of `placeSignal`. What is none of them stays as it is. */
export function placedByWords(stored: string, say: Say): string {
  // Names that long are nobody's: matching them would only take time.
  if (stored.length > longest) return stored;
  for (const { keys, shape, blanks } of shapes) {
    const found = shape.exec(stored)?.slice(1);
    if (found === undefined) continue;
    const values = found.values();
    return keys.map((key, index) => say(key, Object.fromEntries(blanks[index]!.map((name) => [name, values.next().value ?? ''])))).join(' ');
  }
  return stored;
}
