import { userJson } from '../payloads.ts';
import { demand } from '../permissions.ts';
import { refuse } from '../refusal.ts';
import { type Asked, type Routes, channelOf, messageOf } from './route.ts';

function change(asked: Asked, isAdded: boolean): void {
  const { world, params } = asked;
  const channel = channelOf(asked, 'ReadMessageHistory');
  const message = messageOf(asked, channel);
  const emoji = params['emoji']!;
  if (!/\p{Extended_Pictographic}|\p{Emoji_Presentation}|^\w+:\d+$/u.test(emoji)) refuse(10_014);
  const who = message.reactions.get(emoji) ?? new Set();
  if (isAdded && who.size === 0) demand(world, channel, 'AddReactions');
  if (isAdded) who.add(world.botId);
  else who.delete(world.botId);
  if (who.size > 0) message.reactions.set(emoji, who);
  else message.reactions.delete(emoji);
  world.changes.changed();
}

export const reactions: Routes = {
  'PUT /channels/:channel/messages/:message/reactions/:emoji/@me': (asked) => change(asked, true),
  'DELETE /channels/:channel/messages/:message/reactions/:emoji/@me': (asked) => change(asked, false),
  'GET /channels/:channel/messages/:message/reactions/:emoji': (asked) => [...(messageOf(asked, channelOf(asked)).reactions.get(asked.params['emoji']!) ?? [])].map((id) => userJson(asked.world.users.get(id)!)),
};
