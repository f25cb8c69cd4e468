import type { APIChannelSelectComponent, APIRoleSelectComponent, APIUserSelectComponent } from 'discord.js';
import type { Say } from '../../../texts/say.ts';
import type { Field, Picked } from '../../card.ts';
import { listed } from '../../none.ts';
import { channelTypes } from '../channel-types.ts';
import { plainText } from './escape.ts';
import { limits } from './limits.ts';

const kinds = { person: 5, role: 6, channel: 8 } as const;
const shown: Partial<Record<Picked, 'channel' | 'category' | 'role' | 'roles' | 'person'>> = { 'discord channel': 'channel', 'discord category': 'category', 'discord role': 'role', 'discord roles': 'roles', 'discord person': 'person' };
type Picker = NonNullable<(typeof shown)[Picked]>;

/** What a field lets pick out of all there is in the server; undefined where what stands there already is no id, and can only be typed. */
export function pickerOf({ picks = [], value = '' }: Field): Picker | undefined {
  const picker = picks.map((one) => shown[one]).find((one) => one !== undefined);
  const ids = listed(value);
  return ids.every((id) => /^\d{1,20}$/.test(id)) && ids.length <= (picker === 'roles' ? limits.options : 1) ? picker : undefined;
}

/** A select that Discord itself fills with channels, roles or people. */
export function drawPicker(field: Field, picker: Picker, say: Say): APIChannelSelectComponent | APIRoleSelectComponent | APIUserSelectComponent {
  const common = { custom_id: field.name.slice(0, limits.id), required: field.required, placeholder: plainText(say('discord.choose'), limits.placeholder), max_values: picker === 'roles' ? limits.options : 1 };
  const ids = listed(field.value ?? '');
  // The library has these words as an enum, which would cost its import.
  const chosen = (type: 'user' | 'role' | 'channel') => (ids.length === 0 ? {} : { default_values: ids.map((id) => ({ id, type: type as never })) });
  switch (picker) {
    case 'person': return { type: kinds.person, ...common, ...chosen('user') };
    case 'role': case 'roles': return { type: kinds.role, ...common, ...chosen('role') };
    case 'channel': case 'category': return { type: kinds.channel, ...common, channel_types: picker === 'channel' ? [channelTypes.text, channelTypes.announcement] : [channelTypes.category], ...chosen('channel') };
  }
}
