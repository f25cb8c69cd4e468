import type { Call } from './answer-call.ts';
import { postedIn } from './messages.ts';
import { nameOf } from './payloads.ts';
import { wordsOf } from './person/see.ts';
import type { DiscordChannel, DiscordMessage, World } from './state.ts';

/** What is there to be looked at. */
export interface Look {
  /** Oldest first; without deleted ones, private answers and Discord's own lines. */
  messagesIn(channel: string): DiscordMessage[];
  lastMessage(channel: string): DiscordMessage | undefined;
  /** What only this person sees, oldest first. */
  ephemeralsFor(user: string): DiscordMessage[];
  /** Of the direct conversation between the bot and this person. */
  directFor(user: string): DiscordMessage[];
  channelNamed(name: string): DiscordChannel | undefined;
  /** Those below a category or a channel. */
  channelsUnder(parent: string): DiscordChannel[];
  callsOf(route: string): Call[];
  /** Answers with 401, 403 or 429: 10,000 in 10 minutes would get a bot banned. */
  invalidRequests(): number;
  /** Resolves with what `look` finds, looking again whenever anything changes; rejects after 15 s, naming `what` and the last messages. */
  until<T>(what: string, look: () => T | undefined | null | false): Promise<T>;
}

export function lookInto(world: World, calls: readonly Call[]): Look {
  const seen = (): string => {
    const said = world.messages.slice(-8).map((it) => `  ${world.channels.get(it.channelId)?.name ?? it.channelId} ${nameOf(world, it.authorId)}: ${wordsOf(it)}`);
    return `\n${said.join('\n')}\nlast calls:\n${calls.slice(-8).map((it) => `  ${it.method} ${it.path} ${it.status} ${JSON.stringify(it.answer)?.slice(0, 200)}`).join('\n')}`;
  };
  return {
    messagesIn: (channel) => postedIn(world, channel),
    lastMessage: (channel) => postedIn(world, channel).at(-1),
    ephemeralsFor: (user) => world.messages.filter((it) => it.ephemeralFor === user && !it.deleted),
    directFor: (user) => postedIn(world, [...world.channels.values()].find((it) => it.other === user)?.id ?? ''),
    channelNamed: (name) => [...world.channels.values()].find((it) => it.name === name),
    channelsUnder: (parent) => [...world.channels.values()].filter((it) => it.parentId === parent),
    callsOf: (route) => calls.filter((it) => it.route === route),
    invalidRequests: () => calls.filter((it) => [401, 403, 429].includes(it.status ?? 0)).length,
    until: (what, look) => world.changes.until(what, look, seen),
  };
}
