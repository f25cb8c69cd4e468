import type { Context } from '../context.ts';
import type { Health, Platform } from '../chat/platform.ts';
import { slackHooks } from '../chat/slack/happenings/hooks-of.ts';
import { slackHome } from '../chat/slack/home.ts';
import { startInbound, type Inbound } from '../chat/slack/inbound.ts';
import { slackPeople } from '../chat/slack/people.ts';
import { slackPlatform } from '../chat/slack/platform.ts';
import { slackSettings, type SlackSettings, type StoredSlack } from '../chat/slack/settings.ts';
import { checkChannel } from '../chat/slack/check-channel.ts';
import { slackWeb, type Slack } from '../chat/slack/web.ts';
import { askAgainMs, catchingUp, followSettings, worse, type Connection, type PlatformParts } from './follow-settings.ts';
import { listenerFor } from './listener.ts';
import { askWhenDue, watched, watchOutage } from './outages.ts';
import type { SlackDoor } from '../http/routes/slack.ts';
import { sayIn, type TextKey, type TextParams } from '../texts/say.ts';

export interface SlackParts extends PlatformParts {
  /** A channel cannot be written to any more. */
  tellAdmins(fault: Error, channel: string): Promise<void>;
  /** Our number among the replicas. */
  replica: number;
}
export interface SlackLink {
  door(): SlackDoor;
  /** The channel of teams that have none of their own. */
  defaultChannel(): string | undefined;
  /** A replica fell: what it was asked for and had not finished is carried out. */
  resume(): Promise<void>;
  /** What keeps us from posting in a channel; undefined when nothing is known to. */
  checkChannel(id: string): Promise<{ key: TextKey; params: TextParams } | undefined>;
  stop(): Promise<void>;
}

/**
 * Slack as it is set up, by the environment or a provider's row: connected at the start, and anew whenever the row
 * changes, on every replica. Slack's own troubles never reach the caller; `health` of the platform tells them.
 */
export async function joinSlack(parts: SlackParts): Promise<SlackLink> {
  const following = await followSettings({ ...parts, name: 'slack', read: (stored) => slackSettings(parts.config, stored as StoredSlack | undefined), open: (settings) => openSlack(parts, settings) });
  const link = following.now;
  return {
    door() {
      const inbound = link()?.inbound;
      return { handle: inbound === undefined ? undefined : (request) => inbound.handle(request) };
    },
    defaultChannel: () => link()?.settings.defaultChannel,
    async checkChannel(id) {
      const slack = link()?.slack;
      return slack === undefined ? undefined : checkChannel(slack, id);
    },
    resume: async () => link()?.inbound.resume(),
    stop: following.stop,
  };
}

interface SlackConnection extends Connection<SlackSettings> { slack: Slack; inbound: Inbound }

async function openSlack({ ctx, calm, dispatch, commands, language, timeZone, recognise, tellAdmins, sealer, replica }: SlackParts, settings: SlackSettings): Promise<SlackConnection> {
  const { log } = ctx;
  const reader = { language, timeZone };
  const say = sayIn(language, timeZone);
  const missed = catchingUp(calm, 'slack');
  const outage = watchOutage(calm, 'slack');
  const slack = watched(slackWeb({ settings, sql: ctx.sql, turns: calm.sql, log, say, recovered: missed.again }), outage);
  const people = slackPeople({ slack, ctx });
  const home = slackHome({ slack, sql: calm.sql, log, people, commands, contextFor: listenerFor(calm, reader), ...reader });
  const hooks = slackHooks({ slack, ctx: calm, people, dispatch, ...reader, tellAdmins });
  const inbound = await startInbound({ slack, sql: ctx.sql, log, dispatch, people, commands, contextFor: listenerFor(ctx, reader), ...reader, recognise, sealer, replica, hooks: { ...hooks, home: ({ userId }) => home.opened(userId) } });
  const health = (): Health => worse(slack.health(), inbound.health());
  const platformOver = ({ sql }: Context): Platform => ({ ...slackPlatform({ slack, sql, log, say, slackIdsOf: people.slackIdsOf }), health });
  // Who we are there is needed soon; that Slack is away now is no reason not to start.
  slack.me().catch(() => undefined);
  const asking = setInterval(() => void askWhenDue({ health }, outage, () => askAgain(slack)), askAgainMs).unref();
  return {
    settings, slack, inbound, paging: platformOver(ctx), posting: platformOver(calm),
    async stop() {
      clearInterval(asking);
      missed.stop();
      await home.stop();
      await inbound.stop();
    },
  };
}

const askAgain = (slack: Slack): Promise<unknown> => slack.call('auth.test', {}, { lane: 'chores' }).catch(() => undefined);
