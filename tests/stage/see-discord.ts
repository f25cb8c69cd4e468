import { readAction } from '../../src/chat/discord/render/actions.ts';
import type { LoadValue } from '../../src/chat/values.ts';
import { BUTTON, within } from '../fakes/discord/checks/components.ts';
import type { FakeDiscord } from '../fakes/discord/fake-discord.ts';
import { nameOf } from '../fakes/discord/payloads.ts';
import { buttonsOf, entriesOf, wordsOf } from '../fakes/discord/person/see.ts';
import type { DiscordMessage, Json } from '../fakes/discord/state.ts';
import { readMarkdown } from './read-markdown.ts';
import type { Sight } from './stage.ts';

/** A message of Discord, with the message itself as it was when it was looked at. */
export interface DiscordSight extends Sight { message: DiscordMessage }

/** What a person sees in a message; a picture is read by its description. Discord asks its questions once a button is pressed: here they are looked up where they are kept. */
export async function seeMessage({ world }: FakeDiscord, load: LoadValue, message: DiscordMessage): Promise<DiscordSight> {
  const copy = structuredClone(message);
  const channel = world.channels.get(copy.channelId);
  const read = (text: string): string => readMarkdown(text.replaceAll(/<@!?(\d+)>/g, (_, id: string) => `@${nameOf(world, id)}`));
  return {
    message: copy, id: copy.id,
    notice: read(copy.content),
    words: [read(wordsOf({ ...copy, content: '' })), ...copy.attachments.map(({ description }) => description)].filter((words) => words !== '').join('\n'),
    buttons: buttonsOf(copy), more: entriesOf(copy),
    questions: await questionsIn(copy, load),
    isPinned: channel?.pins.has(copy.id) ?? false,
    isPrivate: copy.ephemeralFor !== undefined || channel?.other !== undefined,
    pings: copy.pings.map((ping) => world.users.get(ping)?.name ?? `!${ping}`),
  };
}

async function questionsIn(message: DiscordMessage, load: LoadValue): Promise<Record<string, string>> {
  const components = message.components.flatMap(within);
  const entries = components.flatMap((it) => ((it['options'] ?? []) as Json[]).map(({ label, value }) => [String(label), String(value)] as const));
  const buttons = components.filter((it) => it['type'] === BUTTON && it['custom_id'] !== undefined).map((it) => [String(it['label']), String(it['custom_id'])] as const);
  const asked = await Promise.all([...buttons, ...entries].map(async ([label, id]) => [label, await readAction(id, load)] as const));
  return Object.fromEntries(asked.flatMap(([label, meant]) => (meant !== undefined && 'confirm' in meant ? [[label, meant.confirm]] : [])));
}
