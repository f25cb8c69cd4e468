import { keep, type Kept, type LoadValue } from '../../values.ts';
import { limits } from './limits.ts';

/** What a button or an entry of More says and does: a command with its blanks filled in. */
export interface Pressed { command: string; args: Readonly<Record<string, string>> }
export interface WrittenAction { action_id: string; value: string; kept?: Kept }

const prefix = 'imas:';
const showAll = `${prefix}show-all`;
const keptPrefix = 'kept:';

/** A text as it travels: itself, or the short id of what is kept when it is longer than `max`. */
export function packed(text: string, max: number): { value: string; kept?: Kept } {
  if (text.length <= max && text !== '' && !text.startsWith(keptPrefix)) return { value: text };
  const kept = keep(text);
  return { value: `${keptPrefix}${kept.id}`, kept };
}

/** What `packed` made, as it was; undefined when what was kept is gone. */
export async function unpacked(value: string, loadValue: LoadValue): Promise<string | undefined> {
  if (!value.startsWith(keptPrefix)) return value;
  const loaded = await loadValue(value.slice(keptPrefix.length));
  return typeof loaded === 'string' ? loaded : undefined;
}

/**
 * How a command travels in a button, or in an option of a select (`max` = `limits.optionValue`). `at` makes the
 * action's id unique within its message.
 */
export function writeAction({ command, args }: Pressed, at: string | number = 0, max: number = limits.buttonValue): WrittenAction {
  return { action_id: `${prefix}${at}:${command}`.slice(0, limits.id), ...packed(JSON.stringify([command, args]), max) };
}

/** The id of an action that only leads somewhere. */
export const linkActionId = (at: string | number): string => `${prefix}link:${at}`;
/** The button that asks for a whole card, which is kept. */
export function writeShowAll(card: unknown): WrittenAction & { kept: Kept } {
  const kept = keep(card);
  return { action_id: showAll, value: kept.id, kept };
}

/** What Slack tells about a pressed button or a chosen entry. */
export interface SlackAction { action_id?: string; value?: string; selected_option?: { value?: string } | null }

/** What was pressed; undefined for links, for what is not ours, and for what is gone. */
export async function readAction(action: SlackAction, loadValue: LoadValue): Promise<Pressed | { showAll: string } | undefined> {
  const value = action.value ?? action.selected_option?.value;
  if (value === undefined || !action.action_id?.startsWith(prefix)) return undefined;
  if (action.action_id === showAll) return { showAll: value };
  const written = await unpacked(value, loadValue);
  return written === undefined ? undefined : readPressed(written);
}

function readPressed(written: string): Pressed | undefined {
  try {
    const [command, args] = JSON.parse(written) as [unknown, unknown];
    if (typeof command !== 'string' || typeof args !== 'object' || args === null) return undefined;
    return { command, args: Object.fromEntries(Object.entries(args).map(([name, value]) => [name, String(value)])) };
  } catch {
    return undefined;
  }
}

const fieldPrefix = `${prefix}field:`;
/** The id of a select that asks for its options: carries whose field it is. Undefined where it has no room. */
export function writeField(command: string, field: string): string | undefined {
  const id = `${fieldPrefix}${command}:${field}`;
  return id.length <= limits.id ? id : undefined;
}

/** Which field of which command asks for options. */
export function readField(actionId: string): { command: string; field: string } | undefined {
  const [command, ...field] = actionId.startsWith(fieldPrefix) ? actionId.slice(fieldPrefix.length).split(':') : [];
  return command === undefined || field.length === 0 ? undefined : { command, field: field.join(':') };
}
