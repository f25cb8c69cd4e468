import type { Call } from './answer-call.ts';
import { textOf } from './check-blocks.ts';
import { postedIn } from './find.ts';
import type { SlackChannel, SlackMessage, SlackView, Workspace } from './state.ts';
import { topView } from './views.ts';

/** What a person looking at the screen would see. */
export interface Look {
  /** Oldest first, replies included; without deleted and private ones. */
  messagesIn(channel: string): SlackMessage[];
  lastMessage(channel: string): SlackMessage | undefined;
  /** What only this person sees, oldest first. */
  ephemeralsFor(user: string): SlackMessage[];
  /** Of the direct conversation between the bot and this person. */
  directFor(user: string): SlackMessage[];
  home(user: string): SlackView | undefined;
  /** The topmost open modal. */
  modal(user: string): SlackView | undefined;
  channelNamed(name: string): SlackChannel | undefined;
  /** Resolves with what `look` finds, looking again whenever anything changes; rejects after 15 s, naming `what` and the last messages. */
  until<T>(what: string, look: () => T | undefined | null | false): Promise<T>;
}

export function lookInto(world: Workspace, calls: readonly Call[]): Look {
  const seen = () => `\n${world.messages.slice(-8).map((it) => `  ${it.channel} ${wordsOf(it)}`).join('\n')}\nlast calls:\n${calls.slice(-8).map((it) => `  ${it.method} ${JSON.stringify(it.answer)?.slice(0, 200)}`).join('\n')}`;
  const direct = (user: string) => [...world.channels.values()].find((it) => it.kind === 'im' && it.other === user);
  return {
    messagesIn: (channel) => postedIn(world, channel),
    lastMessage: (channel) => postedIn(world, channel).at(-1),
    ephemeralsFor: (user) => world.messages.filter((it) => it.ephemeral?.user === user && !it.deleted),
    directFor: (user) => postedIn(world, direct(user)?.id ?? ''),
    home: (user) => world.homes.get(user),
    modal: (user) => topView(world, user),
    channelNamed: (name) => [...world.channels.values()].find((it) => it.name === name),
    until: (what, look) => world.changes.until(what, look, seen),
  };
}

/** Everything there is to read in a message or a view: its text, then its blocks. */
export const wordsOf = (it: Pick<SlackMessage, 'text' | 'blocks'>): string => [it.text, textOf(it.blocks)].filter((text) => text !== '').join('\n');
