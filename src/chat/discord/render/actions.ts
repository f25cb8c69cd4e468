import { onOneLine } from '../../harmless.ts';
import { keep, type Kept, type LoadValue } from '../../values.ts';
import { limits } from './limits.ts';

/** What a button or an entry of More says and does: a command with its blanks filled in. */
export interface Pressed { command: string; args: Readonly<Record<string, string>> }
/** What is asked first, since Discord's buttons ask nothing: the question, and the action with its label. */
export interface Questioned extends Pressed { label: string; confirm: string; style?: 'primary' | 'danger' }
export interface WrittenAction { id: string; kept?: Kept }

const keptMark = '?';
const showAllMark = '*';
/** The id of a select that is a card's More; which entry was chosen is its value. */
export const moreId = (at: number): string => `more#${at}`;

/**
 * How a command travels in the id of a button (100 characters) or the value of an option: `incident/ack?incident=INC-42#0`, or
 * the short id of what is kept when it is longer or asks a question. `at` makes the id unique within its message.
 */
export function writeAction(action: Pressed & { label?: string; confirm?: string; style?: 'primary' | 'danger' }, at: number | string): WrittenAction {
  const { command, args, confirm } = action;
  const plain = `${command}?${new URLSearchParams(args).toString()}#${at}`;
  if (confirm === undefined && plain.length <= limits.id && /^[a-z]/.test(plain)) return { id: plain };
  const kept = keep(confirm === undefined ? { command, args } : { command, args, confirm, label: onOneLine(action.label ?? ''), ...(action.style === undefined ? {} : { style: action.style }) });
  return { id: `${keptMark}${kept.id}#${at}`, kept };
}

/** The id of the button that asks for a whole card, which is kept. */
export function writeShowAll(card: unknown): WrittenAction & { kept: Kept } {
  const kept = keep(card);
  return { id: `${showAllMark}${kept.id}`, kept };
}

/**
 * What was pressed or chosen, by the id of the button or the value of the option; `showAll` is the short id of a kept card.
 * @returns undefined for what is not ours, and for what is gone
 */
export async function readAction(id: string, loadValue: LoadValue): Promise<Pressed | Questioned | { showAll: string } | undefined> {
  if (id.startsWith(showAllMark)) return { showAll: id.slice(showAllMark.length) };
  const written = id.replace(/#[^#]*$/, '');
  if (written.startsWith(keptMark)) return asPressed(await loadValue(written.slice(keptMark.length)));
  const [, command, query] = /^([a-z][a-z0-9/-]*)\?(.*)$/s.exec(written) ?? [];
  return command === undefined ? undefined : { command, args: Object.fromEntries(new URLSearchParams(query)) };
}

function asPressed(value: unknown): Pressed | Questioned | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { command, args } = value as Partial<Pressed>;
  return typeof command === 'string' && typeof args === 'object' && args !== null ? (value as Pressed | Questioned) : undefined;
}
