import { nonceOf } from '../../../src/chat/discord/marks.ts';
import { fakeDiscord, type FakeDiscord, type FakeDiscordOptions } from '../discord/fake-discord.ts';
import { buttonsOf, wordsOf } from '../discord/person/see.ts';
import { type DiscordMessage, type Json, textIn } from '../discord/state.ts';
import type { Asked, Chat, ChatMessage } from './chat.ts';

const routes: Readonly<Record<Asked, string>> = {
  post: 'POST /channels/:channel/messages', edit: 'PATCH /channels/:channel/messages/:message', 'look back': 'GET /channels/:channel/messages',
  'let in': 'PUT /channels/:channel/permissions/:overwrite', furnish: 'PUT /channels/:channel/messages/pins/:message', anything: '*',
};
const channelIn = (path: string): string => path.split('/')[2] ?? '';

/** Discord, where an administrator says who is who. */
export async function onDiscord(options: FakeDiscordOptions = {}): Promise<Chat & { discord: FakeDiscord }> {
  const discord = await fakeDiscord(options);
  const look = (message: DiscordMessage): ChatMessage => {
    const seen = structuredClone(message);
    return {
      id: seen.id, words: wordsOf(seen), buttons: buttonsOf(seen), edits: seen.edits.length, mark: seen.nonce,
      press: async (person, button) => (await discord.person(person).press(seen, button)).shown !== 'failure',
    };
  };
  const channels: string[] = [];
  const letWrite = (may: boolean): void => channels.forEach((id) => discord.changeChannel(id, { overwrites: may ? [] : [{ id: discord.botId, deny: ['SendMessages'] }] }));
  const byUs = ({ authorId }: DiscordMessage): boolean => authorId === discord.botId;
  return {
    discord, platform: 'discord',
    env: { DISCORD_API_URL: discord.apiUrl, DISCORD_TOKEN: discord.token, DISCORD_GUILD_ID: discord.guildId },
    joined: async () => void (await discord.until('the line is open and the commands are there', () => discord.gateway.connected() > 0 && discord.world.commands.get(discord.guildId))),
    addPerson: (name) => discord.addMember({ name }).user.id,
    addChannel(name) {
      const { id } = discord.addChannel({ name });
      channels.push(id);
      return id;
    },
    channelsNamed: (name) => [...discord.world.channels.values()].filter((one) => name.test(one.name)).map(({ id }) => id),
    isIn: (person, channel) => discord.person(person).canSee(channel),
    messagesIn: (channel) => discord.messagesIn(channel).filter(byUs).map(look),
    directFor: (person) => discord.directFor(person).filter(byUs).map(look),
    aloneFor: (person) => discord.ephemeralsFor(person).map(wordsOf),
    markOf: (channel, key) => nonceOf(channel, key),
    postings: () => discord.callsOf(routes.post).map(({ path, body, at, status, answer }) => ({
      channel: channelIn(path), words: wordsOf({ content: textIn(body['content']) ?? '', embeds: (body['embeds'] ?? []) as Json[], components: [] }), mark: textIn(body['nonce']),
      id: textIn((answer as Json | undefined)?.['id']), at, status,
    })),
    callsOf: (asked, channel) => discord.calls.filter(({ route, path }) => (asked === 'anything' || route === routes[asked]) && (channel === undefined || channelIn(path) === channel)),
    fail(asked, fault, where) {
      const channel = where === undefined ? ':channel' : 'channel' in where ? where.channel : discord.person(where.person).direct();
      discord.fail(routes[asked].replace(':channel', channel), fault);
    },
    heal: () => discord.heal(),
    break: (what) => (what === 'token' ? discord.fail('*', { status: 401 }) : letWrite(false)),
    mend: (what) => (what === 'token' ? discord.heal('*') : letWrite(true)),
    deleteChannel: async (channel) => discord.deleteChannel(channel),
    shutOut: (person) => discord.person(person).leaves(),
    until: (what, found) => discord.until(what, found),
    troubles: () => discord.troubles.map(({ kind, what }) => `${kind}: ${what}`),
    [Symbol.asyncDispose]: () => discord[Symbol.asyncDispose](),
  };
}
