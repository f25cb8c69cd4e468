import type { TimelineEntry } from '../../domain/incidents/timeline-of.ts';
import type { Card, Rich } from '../card.ts';
import type { Drawing } from '../command.ts';
import { cut, notice, tame } from '../notice.ts';

const mostLines = 40;

/** What one entry says in the reader's language. Blanks of a text may come from alerts: they are tamed. */
export function sayEntry(entry: TimelineEntry, { say }: Pick<Drawing, 'say'>): string {
  const params = Object.fromEntries(Object.entries(entry.params).map(([name, value]) => [name, typeof value === 'string' ? cut(tame(value), 200) : value]));
  const sentence = entry.key === null ? '' : say(entry.key, params);
  const words = entry.text === null ? '' : cut(tame(entry.text), 500);
  return sentence === '' ? `${entry.actor_name}: ${words}` : words === '' ? sentence : `${sentence}: ${words}`;
}

/** What happened, newest last. */
export function timelineCard(incident: string, entries: readonly TimelineEntry[], drawing: Drawing): Card {
  const title = `${drawing.say('cards.timeline')} · ${incident}`;
  const items = entries.slice(-mostLines).map((entry): Rich => [{ time: entry.at.toISOString(), style: 'datetime' }, ` ${sayEntry(entry, drawing)}`]);
  return { title, tone: 'neutral', notice: notice(title), body: [{ kind: 'list', items }], actions: [] };
}
