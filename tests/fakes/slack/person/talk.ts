import { newChannel } from '../channels.ts';
import type { SentEvent } from '../events.ts';
import { directWith } from '../find.ts';
import { CHANNEL_TYPE, addMessage, messageJson } from '../messages.ts';
import { escapedMentions, shownName } from '../payloads.ts';
import { Refusal } from '../refusal.ts';
import { answerInto } from '../response-urls.ts';
import { demand } from '../scopes.ts';
import type { Json, SlackChannel, SlackMessage } from '../state.ts';
import { newTrigger, viewJson } from '../views.ts';
import { type Acting, type Outcome, dispatch, outcome } from './acting.ts';

type Told = Promise<SentEvent | undefined>;
export interface Talk {
  /** A slash command; in the direct conversation with the bot unless a `channel` is named. */
  command(name: string, text?: string, where?: { channel?: string }): Promise<Outcome>;
  /** Writes `@bot text`: a mention, and a message as all others. */
  mention(channel: string, text: string, where?: { thread?: string }): Promise<SlackMessage>;
  write(channel: string, text: string, where?: { thread?: string }): Promise<SlackMessage>;
  /** The direct conversation with the bot. */
  direct(): SlackChannel;
  joins(channel: string): Told;
  leaves(channel: string): Told;
  openHome(): Told;
}

export function talk(acting: Acting): Talk {
  const { world, user, events, urls } = acting;
  const channelOf = (id: string): SlackChannel => world.channels.get(id) ?? fail(`There is no channel ${id}.`);
  const direct = () => directWith(world, user.id, (it) => newChannel(world, it));
  const put = (channel: SlackChannel, text: string, thread: string | undefined): { message: SlackMessage; said: Json } => {
    if (channel.isArchived) fail(`#${channel.name} is archived: nobody can write there.`);
    const message = addMessage(world, { text, blocks: [], channel: channel.id, user: user.id, threadTs: thread });
    return { message, said: { ...messageJson(world, message), ...stranger(acting), channel: channel.id, event_ts: message.ts } };
  };
  return {
    direct,
    async command(name, text = '', { channel: id } = {}) {
      demand(world, 'commands');
      const channel = id === undefined ? direct() : channelOf(id);
      const trigger = newTrigger(world, user.id);
      const opened = urls.open({ user: user.id, channel: channel.id, original: undefined });
      const payload = {
        token: 'verification', team_id: world.teamId, team_domain: world.domain, channel_id: channel.id, channel_name: shownName(channel), user_id: user.id, user_name: user.name,
        command: name, text: escapedMentions(world, text), api_app_id: world.appId, is_enterprise_install: 'false', response_url: opened.url, trigger_id: trigger,
      };
      const taken = await dispatch(acting, 'slash_commands', payload, `${name} ${text}`);
      if (taken.status === 200 && taken.body !== undefined) acknowledged(acting, opened.asked, taken.body);
      return outcome(acting, taken, opened, trigger);
    },
    async mention(id, text, { thread } = {}) {
      const channel = channelOf(id);
      const { message, said } = put(channel, `<@${world.botUser}> ${escapedMentions(world, text)}`, thread);
      await Promise.all([events.tell({ ...said, type: 'app_mention' }, channel), events.tell({ ...said, channel_type: CHANNEL_TYPE[channel.kind] }, channel)]);
      return message;
    },
    async write(id, text, { thread } = {}) {
      const channel = channelOf(id);
      const { message, said } = put(channel, text, thread);
      await events.tell({ ...said, channel_type: CHANNEL_TYPE[channel.kind] }, channel);
      return message;
    },
    joins(id) {
      const channel = channelOf(id);
      channel.members.add(user.id);
      return events.tell({ type: 'member_joined_channel', user: user.id, channel: id, channel_type: 'C', team: user.teamId, event_ts: world.nextTs() }, channel);
    },
    leaves(id) {
      const channel = channelOf(id);
      channel.members.delete(user.id);
      return events.tell({ type: 'member_left_channel', user: user.id, channel: id, channel_type: 'C', team: user.teamId, event_ts: world.nextTs() }, channel);
    },
    openHome() {
      const home = world.homes.get(user.id);
      return events.tell({ type: 'app_home_opened', user: user.id, channel: direct().id, tab: 'home', event_ts: world.nextTs(), ...(home && { view: viewJson(world, home) }) });
    },
  };
}

const stranger = ({ world, user }: Acting): Json => ({ team: user.teamId, ...(user.teamId !== world.teamId && { user_team: user.teamId, source_team: user.teamId }) });

function fail(why: string): never {
  throw new Error(why);
}

/** What the acknowledgement of a command says is its first answer. */
function acknowledged({ world, user, troubles }: Acting, asked: Parameters<typeof answerInto>[1], body: unknown): void {
  try {
    answerInto(world, asked, typeof body === 'string' ? { text: body } : (body as Json), 'ack');
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    troubles.push({ user: user.id, kind: 'invalid_answer', what: `${error.code} ${JSON.stringify(error.extra)}` });
  }
}
