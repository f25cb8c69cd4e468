import type { Json, SlackMessage, SlackView } from './state.ts';

/** Something in blocks that a person can press or fill in. */
export interface Element { block: Json; element: Json }
export interface Option { text: { text: string }; value: string }

const blocksOf = (where: SlackMessage | SlackView): Json[] => ('view' in where ? ((where.view['blocks'] ?? []) as Json[]) : where.blocks);
const words = (part: unknown): string | undefined => (part as { text?: string } | undefined)?.text;

export function elementsOf(where: SlackMessage | SlackView): Element[] {
  return blocksOf(where).flatMap((block) => {
    const inside = [block['element'], block['accessory'], ...((block['elements'] ?? []) as unknown[])] as (Json | undefined)[];
    return inside.flatMap((element) => (typeof element?.['action_id'] === 'string' ? [{ block, element }] : []));
  });
}

/** By what is written on it (or its label, or in it), its action_id, its block_id, or a part of these between : / . | or spaces. */
export function findElement(where: SlackMessage | SlackView, wanted: string): Element {
  const all = elementsOf(where);
  const readable = ({ block, element }: Element) => [words(element['text']), words(block['label']), words(element['placeholder'])];
  const ids = ({ block, element }: Element) => [String(element['action_id']), String(block['block_id'])];
  const found = all.find((it) => readable(it).includes(wanted)) ?? all.find((it) => ids(it).includes(wanted)) ?? all.find((it) => ids(it).some((id) => id.split(/[:/.| ]/).includes(wanted)));
  if (!found) throw new Error(`There is no “${wanted}” here, only: ${all.map((it) => readable(it).find((text) => text !== undefined) ?? ids(it)[0]).join(', ')}`);
  return found;
}

/** The option with this text or value, among fixed ones or those just suggested. */
export function findOption(element: Json, wanted: string, suggested: readonly Option[] = []): Option {
  const groups = (element['option_groups'] ?? []) as { options: Option[] }[];
  const all = [...((element['options'] ?? []) as Option[]), ...groups.flatMap((it) => it.options), ...suggested];
  const found = all.find((it) => it.text.text === wanted || it.value === wanted);
  if (!found) throw new Error(`There is no option “${wanted}”, only: ${all.map((it) => it.text.text).join(', ')}`);
  return found;
}

const INITIAL: Record<string, string> = {
  initial_value: 'value', initial_option: 'selected_option', initial_options: 'selected_options', initial_date: 'selected_date', initial_time: 'selected_time', initial_date_time: 'selected_date_time',
  initial_user: 'selected_user', initial_users: 'selected_users', initial_conversation: 'selected_conversation', initial_channel: 'selected_channel',
};
/** What a person left untouched holds, as `state.values` says it. */
function untouched(element: Json): Json {
  const given = Object.entries(INITIAL).find(([initial]) => element[initial] !== undefined);
  const type = String(element['type']);
  if (given) return { type, [given[1]]: element[given[0]] };
  return { type, [EMPTY[type] ?? 'selected_option']: type.startsWith('multi_') || type === 'checkboxes' ? [] : null };
}
const EMPTY: Record<string, string> = {
  plain_text_input: 'value', number_input: 'value', email_text_input: 'value', url_text_input: 'value', datepicker: 'selected_date', timepicker: 'selected_time', datetimepicker: 'selected_date_time',
  users_select: 'selected_user', conversations_select: 'selected_conversation', channels_select: 'selected_channel', checkboxes: 'selected_options',
  multi_static_select: 'selected_options', multi_external_select: 'selected_options', multi_users_select: 'selected_users',
};

/** `state.values` by block and action, with what was filled in where something was. */
export function stateOf(where: SlackMessage | SlackView, filled: Readonly<Record<string, Json>> = {}): Json {
  const state: Record<string, Json> = {};
  for (const { block, element } of elementsOf(where)) {
    if (element['type'] === 'button' || element['type'] === 'overflow') continue;
    const [blockId, actionId] = [String(block['block_id']), String(element['action_id'])];
    state[blockId] = { ...state[blockId], [actionId]: filled[`${blockId} ${actionId}`] ?? untouched(element) };
  }
  return state;
}
