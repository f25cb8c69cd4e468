import type { FireSignal } from '../sources/signal.ts';

/** An incident's title: the alert's name and, where there is one, the first line of what it says. At most 200 characters. */
export function titleOf(signal: Pick<FireSignal, 'name' | 'description'>): string {
  const line = signal.description.split('\n', 1)[0]!.trim();
  const title = line === '' || line.toLowerCase().includes(signal.name.toLowerCase()) ? (line.length > 0 && line.length <= 120 ? line : signal.name) : `${signal.name}: ${line}`;
  return title.length <= 200 ? title : `${title.slice(0, 199)}…`;
}
