import { takesMessages } from '../channels.ts';
import { BUTTON, STRING_SELECT, TEXT_INPUT, within } from '../checks/components.ts';
import { sees } from '../permissions.ts';
import type { DiscordChannel, DiscordMessage, Json, OpenForm, World } from '../state.ts';
import type { Acting } from './acting.ts';

export interface See {
  /** What is before this person's eyes, oldest first: in one channel or in all they may see, their direct messages, and answers only they see. */
  sees(channel?: string): DiscordMessage[];
  canSee(channel: string): boolean;
  /** Names of the channels in their list. */
  channels(): string[];
}

export function see({ world, user, guildId }: Acting): See {
  const canSee = (id: string): boolean => {
    const channel = world.channels.get(id);
    return channel !== undefined && (channel.other === user.id || sees(world, channel, user.id));
  };
  return {
    canSee,
    sees: (channel) => world.messages.filter((it) => (channel === undefined || it.channelId === channel) && !it.deleted && canSee(it.channelId) && (it.ephemeralFor === undefined || it.ephemeralFor === user.id)),
    channels: () => [...world.channels.values()].filter((it) => it.guildId === guildId && canSee(it.id)).map((it) => it.name),
  };
}

/** Where somebody acts: a channel they see, or the first one of theirs. */
export function placeOf({ world, user, guildId }: Acting, wanted: string | undefined): DiscordChannel {
  const channel = wanted === undefined ? [...world.channels.values()].find((it) => it.guildId === guildId && it.type === 0 && sees(world, it, user.id)) : world.channels.get(wanted);
  if (!channel || !takesMessages(channel) || !(channel.other === user.id || sees(world, channel, user.id))) throw new Error(`${user.name} does not see ${channel?.name ?? wanted ?? 'any channel'}.`);
  return channel;
}

/** A message as it is now; what was looked at may be older. */
export function currentOf(world: World, message: DiscordMessage): DiscordMessage {
  const now = world.messages.find((it) => it.id === message.id);
  if (!now || now.deleted) throw new Error('That message is gone.');
  return now;
}

type Shown = Pick<DiscordMessage, 'components'>;
/** What is written on the buttons, in their order. */
export const buttonsOf = ({ components }: Shown): string[] => components.flatMap(within).filter((it) => it['type'] === BUTTON).map((it) => String(it['label'] ?? (it['emoji'] as Json | undefined)?.['name']));
/** The entries of the selects. */
export const entriesOf = ({ components }: Shown): string[] => components.flatMap(within).filter((it) => it['type'] === STRING_SELECT).flatMap((it) => ((it['options'] ?? []) as Json[]).map((option) => String(option['label'])));

/** Everything there is to read: content, then each embed's author, title, text, fields and footer. */
export function wordsOf({ content, embeds, components }: Pick<DiscordMessage, 'content' | 'embeds' | 'components'>): string {
  const inEmbeds = embeds.flatMap((it) => [(it['author'] as Json | undefined)?.['name'], it['title'], it['description'], ...((it['fields'] ?? []) as Json[]).flatMap((field) => [field['name'], field['value']]), (it['footer'] as Json | undefined)?.['text']]);
  const inComponents = components.flatMap(within).map((it) => (it['type'] === 10 ? it['content'] : undefined));
  return [content, ...inEmbeds, ...inComponents].filter((it) => typeof it === 'string' && it !== '').join('\n');
}


/** Everything there is to read in a form: its title, each field's label, notes and entries, and what is filled in already. */
export function wordsOfForm({ modal }: Pick<OpenForm, 'modal'>): string {
  const inside = ((modal['components'] ?? []) as Json[]).flatMap(within).flatMap((it) => [it, ...((it['options'] ?? []) as Json[])]);
  return [modal['title'], ...inside.flatMap((it) => ['content', 'label', 'description', 'placeholder', ...(it['type'] === TEXT_INPUT ? ['value'] : [])].map((name) => it[name]))].filter((it) => typeof it === 'string' && it !== '').join('\n');
}
