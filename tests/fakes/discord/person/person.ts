import { addMessage, deleteMessage, directWith, postedIn } from '../messages.ts';
import { has, permissionsIn } from '../permissions.ts';
import { pingsOf } from '../pings.ts';
import type { DiscordMember, DiscordMessage } from '../state.ts';
import type { Acting } from './acting.ts';
import { type Forms, forms } from './forms.ts';
import { type Press, press } from './press.ts';
import { type See, placeOf, see } from './see.ts';
import { type Slash, slash } from './slash.ts';

export interface Write {
  /** Says something in a channel, with files by name. */
  write(channel: string, text: string, files?: Readonly<Record<string, string>>): DiscordMessage;
  deletes(message: DiscordMessage): void;
  /** “Allow direct messages from server members”. */
  takesDirect(isTaking: boolean): void;
  leaves(): void;
  /** The direct conversation with the bot; its id. */
  direct(): string;
}
/** Somebody in front of Discord, doing what people do there. */
export type Person = Slash & Press & Forms & See & Write & { id: string; member: DiscordMember };

export function person(acting: Acting, member: DiscordMember): Person {
  return { id: acting.user.id, member, ...slash(acting), ...press(acting), ...forms(acting), ...see(acting), ...write(acting) };
}

function write(acting: Acting): Write {
  const { world, user, guildId } = acting;
  return {
    write(id, text, files = {}) {
      const channel = placeOf(acting, id);
      if (!has(permissionsIn(world, channel, user.id), 'SendMessages')) throw new Error(`${user.name} may not write in ${channel.name}.`);
      const attachments = Object.entries(files).map(([name, content]) => ({ id: world.newId(), name, description: '', type: 'text/plain', content: Buffer.from(content) }));
      return addMessage(world, { channelId: id, authorId: user.id, content: text, attachments, pings: pingsOf(world, channel, user.id, { content: text, components: [] }, undefined, 'message') });
    },
    deletes(message) {
      const found = postedIn(world, message.channelId).find((it) => it.id === message.id);
      if (!found) throw new Error('That message is gone.');
      deleteMessage(world, found);
    },
    takesDirect: (isTaking) => void (user.takesDirect = isTaking),
    leaves: () => void world.guilds.get(guildId)?.members.delete(user.id),
    direct: () => directWith(world, user.id).id,
  };
}
