import { findOption, type Option } from './elements.ts';
import type { Json } from './state.ts';

export type Suggest = (typed: string) => Promise<readonly Option[]>;

/** What a person enters in an element, in words, as `state.values` holds it. Refuses what the client would not take. */
export async function enter(element: Json, words: string | readonly string[], suggest: Suggest): Promise<Json> {
  const type = String(element['type']);
  const several = typeof words === 'string' ? (words === '' ? [] : [words]) : words;
  const one = several[0] ?? '';
  const option = async (wanted: string) => findOption(element, wanted, type.includes('external') ? await suggest(wanted) : []);
  if (type === 'static_select' || type === 'external_select' || type === 'radio_buttons') return { type, selected_option: one === '' ? null : await option(one) };
  if (type === 'multi_static_select' || type === 'multi_external_select' || type === 'checkboxes') {
    const most = element['max_selected_items'];
    if (typeof most === 'number' && several.length > most) throw new Error(`At most ${most} can be selected.`);
    return { type, selected_options: await Promise.all(several.map(option)) };
  }
  if (type === 'datetimepicker') return { type, selected_date_time: one === '' ? null : Math.floor(Date.parse(one) / 1000) };
  if (type === 'datepicker') return { type, selected_date: one || null };
  if (type === 'timepicker') return { type, selected_time: one || null };
  if (type === 'users_select') return { type, selected_user: one || null };
  if (type === 'multi_users_select') return { type, selected_users: several };
  if (type === 'channels_select') return { type, selected_channel: one || null };
  if (type === 'conversations_select') return { type, selected_conversation: one || null };
  const longest = element['max_length'];
  if (typeof longest === 'number' && one.length > longest) throw new Error(`At most ${longest} characters can be typed here.`);
  return { type, value: one || null };
}

/** Nothing entered: a required input in this state keeps the form from being sent. */
export const isEmpty = (value: Json): boolean => Object.entries(value).every(([key, held]) => key === 'type' || held === null || held === undefined || held === '' || (Array.isArray(held) && held.length === 0));
