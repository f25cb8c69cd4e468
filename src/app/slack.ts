import { isDeepStrictEqual } from 'node:util';
import type { Context } from '../context.ts';
import { system } from '../context.ts';
import type { Commands } from '../chat/commands.ts';
import type { Dispatch, Health, Platform, PlatformName } from '../chat/platform.ts';
import { catchUp } from '../chat/posted/catch-up.ts';
import { slackHooks } from '../chat/slack/happenings/hooks-of.ts';
import { slackHome } from '../chat/slack/home.ts';
import { startInbound, type Inbound } from '../chat/slack/inbound.ts';
import { slackPeople } from '../chat/slack/people.ts';
import { slackPlatform } from '../chat/slack/platform.ts';
import { slackSettings, type SlackSettings, type StoredSlack } from '../chat/slack/settings.ts';
import { checkChannel } from '../chat/slack/check-channel.ts';
import { slackWeb, type Slack } from '../chat/slack/web.ts';
import type { Config } from '../config.ts';
import { listenerFor } from './listener.ts';
import { platformConfig } from '../domain/providers/platform-row.ts';
import type { AppError } from '../errors.ts';
import type { SlackDoor } from '../http/routes/slack.ts';
import type { Sealer } from '../secrets.ts';
import { sayIn, type Language, type TextKey, type TextParams } from '../texts/say.ts';

export interface SlackParts {
  config: Config;
  ctx: Context;
  /** With connections of its own: cards and rooms do not take those of pages. */
  calm: Context;
  sealer: Sealer;
  dispatch: Dispatch;
  commands: Commands;
  language: Language;
  timeZone: string;
  /** Where pages are handed over, and where cards are posted: Slack is in both while it is set up. */
  paging: Map<PlatformName, Platform>;
  posting: Map<PlatformName, Platform>;
  recognise(error: unknown): AppError | undefined;
  /** A channel cannot be written to any more. */
  tellAdmins(fault: Error, channel: string): Promise<void>;
}
export interface SlackLink {
  door(): SlackDoor;
  /** The channel of teams that have none of their own. */
  defaultChannel(): string | undefined;
  /** What keeps us from posting in a channel; undefined when nothing is known to. */
  checkChannel(id: string): Promise<{ key: TextKey; params: TextParams } | undefined>;
  stop(): Promise<void>;
}

/** Slack that does not answer is asked again so often whether it is back; milliseconds. */
const askAgainMs = 10_000;
/** So long after Slack works again it is made up for what it missed; should it come and go, once. Milliseconds. */
const catchUpMs = 1000;

/**
 * Slack as it is set up, by the environment or a provider's row: connected at the start, and anew whenever the row
 * changes, on every replica. Slack's own troubles never reach the caller; `health` of the platform tells them.
 */
export async function joinSlack(parts: SlackParts): Promise<SlackLink> {
  const { config, ctx, sealer } = parts;
  let link: Connection | undefined;
  let turn = Promise.resolve();
  const follow = async (): Promise<void> => {
    const stored = (await platformConfig({ ...ctx, actor: system('Slack') }, 'SLACK', sealer)) as StoredSlack | undefined;
    const wanted = slackSettings(config, stored);
    if (isDeepStrictEqual(wanted, link?.settings)) return;
    const old = link;
    // The next one stands before the last one goes: a page in between would not be told in Slack at all.
    link = wanted === undefined ? undefined : await openSlack(parts, wanted);
    if (link === undefined) for (const map of [parts.paging, parts.posting]) map.delete('slack');
    else {
      parts.paging.set('slack', link.paging);
      parts.posting.set('slack', link.posting);
    }
    await old?.stop();
    if (link === undefined) return;
    await catchUp(ctx, 'slack');
  };
  const changed = (): void => { turn = turn.then(follow).catch((error: unknown) => ctx.log.error({ err: error }, 'Slack could not be set up')); };
  const listening = await ctx.sql.listen('imas_platforms', changed, changed);
  await turn;
  return {
    door: () => ({ handle: link === undefined ? undefined : (request) => link!.inbound.handle(request) }),
    defaultChannel: () => link?.settings.defaultChannel,
    checkChannel: async (id) => (link === undefined ? undefined : checkChannel(link.slack, id)),
    async stop() {
      await listening.unlisten().catch(() => undefined);
      await turn;
      await link?.stop();
    },
  };
}

interface Connection { settings: SlackSettings; slack: Slack; inbound: Inbound; paging: Platform; posting: Platform; stop(): Promise<void> }

async function openSlack({ ctx, calm, dispatch, commands, language, timeZone, recognise, tellAdmins }: SlackParts, settings: SlackSettings): Promise<Connection> {
  const { log } = ctx;
  const reader = { language, timeZone };
  const say = sayIn(language, timeZone);
  let catching: NodeJS.Timeout | undefined;
  const recovered = (): void => {
    catching ??= setTimeout(() => {
      catching = undefined;
      void catchUp(calm, 'slack').catch((error: unknown) => log.error({ err: error }, 'what Slack missed could not be made up for'));
    }, catchUpMs).unref();
  };
  const slack = slackWeb({ settings, sql: ctx.sql, turns: calm.sql, log, say, recovered });
  const people = slackPeople({ slack, ctx });
  const home = slackHome({ slack, sql: calm.sql, log, people, commands, contextFor: listenerFor(calm, reader), ...reader });
  const hooks = slackHooks({ slack, ctx: calm, people, dispatch, ...reader, tellAdmins });
  const inbound = await startInbound({ slack, sql: ctx.sql, log, dispatch, people, commands, contextFor: listenerFor(ctx, reader), ...reader, recognise, hooks: { ...hooks, home: ({ userId }) => home.opened(userId) } });
  const health = (): Health => worse(slack.health(), inbound.health());
  const platformOver = ({ sql }: Context): Platform => ({ ...slackPlatform({ slack, sql, log, say, slackIdsOf: people.slackIdsOf }), health });
  // Who we are there is needed soon; that Slack is away now is no reason not to start.
  slack.me().catch(() => undefined);
  const asking = setInterval(() => { if (!slack.health().ok) void askAgain(slack); }, askAgainMs).unref();
  return {
    settings, slack, inbound, paging: platformOver(ctx), posting: platformOver(calm),
    async stop() {
      clearInterval(asking);
      clearTimeout(catching);
      await home.stop();
      await inbound.stop();
    },
  };
}

const askAgain = (slack: Slack): Promise<unknown> => slack.call('auth.test', {}, { lane: 'chores' }).catch(() => undefined);

/** What is wrong with sending weighs more: without it nobody is reached. */
const worse = (sending: Health, listening: Health): Health => {
  if (!sending.ok || listening.ok) return sending.ok ? { ok: true, detail: [listening.detail, sending.detail].filter((one) => one !== '').join(' · ') } : sending;
  return listening;
};
