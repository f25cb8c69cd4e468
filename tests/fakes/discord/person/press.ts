import { BUTTON, isSelect, STRING_SELECT, within } from '../checks/components.ts';
import { messageJson } from '../payloads.ts';
import type { DiscordMessage, Json } from '../state.ts';
import { type Acting, type Outcome, act } from './acting.ts';
import { emptyResolved, resolve, resolvedJson } from './options.ts';
import { buttonsOf, currentOf, entriesOf, placeOf } from './see.ts';

const LINK = 5;

export interface Press {
  /** A button of a message as it is, or as it was when somebody looked (`structuredClone` of it), by what is written on it or its custom_id. */
  press(message: DiscordMessage, button: string): Promise<Outcome>;
  /** An entry of a select by its label, or several; people, roles and channels by name. `select`: its placeholder or custom_id, where there are more. */
  choose(message: DiscordMessage, entry: string | readonly string[], select?: string): Promise<Outcome>;
}

/** The values of a select for the entries chosen in it. */
export function chosen(acting: Acting, guildId: string | undefined, select: Json, entries: readonly string[]): Json {
  const resolved = emptyResolved();
  const type = Number(select['type']);
  const kinds: Record<number, 'user' | 'role' | 'channel'> = { 5: 'user', 6: 'role', 7: 'user', 8: 'channel' };
  const values = entries.map((entry) => {
    if (type !== STRING_SELECT) return resolve({ world: acting.world, guildId, userId: acting.user.id, resolved }, kinds[type]!, entry);
    const option = ((select['options'] ?? []) as Json[]).find((it) => it['label'] === entry || it['value'] === entry);
    if (!option) throw new Error(`There is no entry “${entry}”, only: ${((select['options'] ?? []) as Json[]).map((it) => String(it['label'])).join(', ')}.`);
    return String(option['value']);
  });
  if (values.length < Number(select['min_values'] ?? 1) || values.length > Number(select['max_values'] ?? 1)) throw new Error(`${values.length} entries are too few or too many here.`);
  return { values, ...resolvedJson(resolved) };
}

export function press(acting: Acting): Press {
  const { world, user } = acting;
  const use = (message: DiscordMessage, component: Json, more: Json, what: string): Promise<Outcome> => {
    const now = currentOf(world, message);
    if (now.ephemeralFor !== undefined && now.ephemeralFor !== user.id) throw new Error(`Only somebody else sees that message.`);
    if (component['disabled'] === true) throw new Error(`${what} is greyed out.`);
    const data = { custom_id: component['custom_id'], component_type: component['type'], id: 0, ...more };
    return act(acting, { type: 3, channel: placeOf(acting, message.channelId), data, what, messageId: message.id, message: messageJson(world, now) });
  };
  return {
    async press(message, wanted) {
      const button = message.components.flatMap(within).find((it) => it['type'] === BUTTON && (it['label'] === wanted || it['custom_id'] === wanted));
      if (!button) throw new Error(`There is no button “${wanted}”, only: ${buttonsOf(message).join(', ') || 'none'}.`);
      if (button['style'] === LINK) throw new Error(`“${wanted}” is a link to ${String(button['url'])}.`);
      return use(message, button, {}, `“${wanted}”`);
    },
    async choose(message, entry, wanted) {
      const entries = typeof entry === 'string' ? [entry] : entry;
      const all = message.components.flatMap(within).filter(isSelect);
      const has = (it: Json): boolean => it['type'] !== STRING_SELECT || ((it['options'] ?? []) as Json[]).some((option) => option['label'] === entries[0] || option['value'] === entries[0]);
      const select = all.find((it) => (wanted === undefined ? has(it) : it['placeholder'] === wanted || it['custom_id'] === wanted));
      if (!select) throw new Error(`There is no entry “${entries.join(', ')}”, only: ${entriesOf(message).join(', ') || 'none'}.`);
      return use(message, select, chosen(acting, world.channels.get(message.channelId)?.guildId, select, entries), `“${entries.join(', ')}” of a select`);
    },
  };
}
