import type { Context } from '../context.ts';
import { askResolveCard } from '../chat/cards/ask-resolve.ts';
import { askStillCard } from '../chat/cards/ask-still.ts';
import { incidentCard } from '../chat/cards/incident.ts';
import { noticeCard } from '../chat/cards/notice.ts';
import { nudgeCard } from '../chat/cards/nudge.ts';
import { pageBundleCard, pageCard } from '../chat/cards/page.ts';
import { farewellCard, roomCard, type RoomFacts } from '../chat/cards/room.ts';
import { stormCard } from '../chat/cards/storm.ts';
import { timelineCard } from '../chat/cards/timeline.ts';
import { cardOf } from '../chat/answer.ts';
import { button } from '../chat/cards/button.ts';
import type { Drawing } from '../chat/command.ts';
import type { Commands } from '../chat/commands.ts';
import { ensureChannel, ensureIncidentsChannel } from '../chat/console/channels.ts';
import { endPages } from '../chat/console/end-pages.ts';
import type { Place, PlatformName } from '../chat/platform.ts';
import { notice } from '../chat/notice.ts';
import { nudge, type Copy, type Drawn, type Platforms } from '../chat/posted/copies.ts';
import type { Reader } from '../delivery/compose.ts';
import { compose } from '../delivery/compose.ts';
import { gatherOn } from '../db/gather.ts';
import { gatherCalledIn, type CalledIn } from '../domain/escalation/called-in.ts';
import { gatherFacts } from '../domain/escalation/gather-facts.ts';
import { shortId, type Incident } from '../domain/incidents/schema.ts';
import { stormFacts } from '../domain/incidents/storm-facts.ts';
import { setting } from '../domain/settings/setting.ts';
import type { Delivering } from '../jobs/delivering.ts';
import type { Posting } from '../jobs/opening.ts';
import { sayIn } from '../texts/say.ts';

export interface PostingParts {
  replica: number;
  platforms: Platforms;
  commands: Commands;
  reader: Reader;
  /** As people reach us from elsewhere; undefined (or loopback) means that no links are written. */
  publicUrl?: string | undefined;
  /** The channel of teams that have none of their own on a platform. */
  defaultChannel?: (platform: PlatformName) => string | undefined;
}

/** How cards of incidents and storms are drawn for the places where they stand. */
export function makePosting({ replica, platforms, commands, reader, publicUrl, defaultChannel = () => undefined }: PostingParts): Posting {
  const drawing = drawingFor(commands, reader, true);
  const factsFor = gatherFacts();
  const calledIn = gatherCalledIn();
  return {
    replica,
    platforms,
    async drawIncident(ctx, incidentId, copy): Promise<Drawn> {
      const facts = await factsFor(ctx, incidentId);
      const version = facts.incident.card_wanted;
      if (copy.subject.startsWith(nudge)) return nudgeCard(facts.incident, drawing);
      if (copy.purpose === 'page') return { version, card: pageCard(facts, drawingFor(commands, await readerOf(ctx, copy, reader)), await calledFor(ctx, facts.incident, copy.user_id, calledIn)) };
      return { version, card: copy.purpose === 'room' ? roomCard(facts, await roomFacts(ctx, incidentId, copy), drawing) : incidentCard(facts, drawing) };
    },
    async drawStorm(ctx, stormId): Promise<Drawn> {
      const { version, facts } = await stormFacts(ctx, stormId);
      return { version, card: stormCard(facts, drawing) };
    },
    say: drawing.say,
    linkTo: (incident) => (publicUrl === undefined ? undefined : `${publicUrl}/#/incident/${shortId(incident)}`),
    saying: (key, params, next) => {
      const title = drawing.say(key, params);
      return { ...cardOf({ title, actions: next === undefined ? [] : button(drawing, next.command, next.label, next.args, { style: 'primary' }) }), notice: notice(title) };
    },
    timeline: (incident, entries) => timelineCard(incident, entries, drawing),
    askResolve: async (_, incident) => askResolveCard(incident, drawing),
    askStill: (incident, lapsesAt) => askStillCard(incident, lapsesAt, drawing),
    farewell: async (_, incident) => farewellCard(incident, drawing),
    async teamChannels(ctx, teamId) {
      const team = await channelsOf(ctx, teamId);
      const id = team?.console ?? (await ensureChannel(ctx.sql, { teamId }));
      if (id === undefined || !team) return [];
      const afar = (['slack', 'discord'] as const).flatMap((platform): Place[] => {
        const channel = (team[platform] ?? '') === '' ? defaultChannel(platform) : team[platform]!;
        return platforms.has(platform) && channel !== undefined ? [{ platform, id: channel, kind: 'channel' }] : [];
      });
      return [consoleChannelPlace(id), ...afar];
    },
    async announceChannels(ctx) {
      const [platform, id] = (await setting(ctx, 'announce_channel')).split(':') as [PlatformName | '', string?];
      const ours = consoleChannelPlace(await ensureIncidentsChannel(ctx.sql));
      // The console's own channel of all incidents is there in any case.
      return platform === '' || platform === 'console' || id === undefined || !platforms.has(platform) ? [ours] : [ours, { platform, id, kind: 'channel' }];
    },
    async primaryOf(ctx, teamId) {
      const [team] = await ctx.sql<{ primary_platform: PlatformName | null; has_slack: boolean; has_discord: boolean }[]>`
        select primary_platform, coalesce(slack_channel_id, '') <> '' as has_slack, coalesce(discord_channel_id, '') <> '' as has_discord from teams where id = ${teamId}`;
      const named = team?.primary_platform ?? undefined;
      if (named === 'console') return undefined;
      // Nobody chose: where the team has its channel, else wherever there is chat.
      const order: readonly (PlatformName | false | undefined)[] = [named, team?.has_slack === true && 'slack', team?.has_discord === true && 'discord', 'slack', 'discord'];
      return order.find((name): name is PlatformName => name !== undefined && name !== false && platforms.has(name));
    },
    endPages: (ctx, incidentId) => endPages(ctx.sql, { incidentId }),
  };
}

interface TeamChannels { id: string; console: string | null; slack: string | null; discord: string | null }
/** Of many teams in one statement; the console's is not there before it is needed. */
const channelsOf = gatherOn(async (ctx: Context, ids: readonly string[]): Promise<(TeamChannels | undefined)[]> => {
  const rows = await ctx.sql<TeamChannels[]>`
    select t.id, p.id as console, slack_channel_id as slack, discord_channel_id as discord from teams t left join console_places p on p.key = 'team:' || t.id where t.id = any(${[...new Set(ids)]}::uuid[])`;
  const teams = new Map(rows.map((row) => [row.id, row]));
  return ids.map((id) => teams.get(id));
});

const consoleChannelPlace = (id: string): Place => ({ platform: 'console', id, kind: 'channel' });

const drawingFor = (commands: Commands, { language, timeZone }: Reader, namesZone = false): Drawing => ({ say: sayIn(language, timeZone, namesZone), has: (name) => Object.hasOwn(commands, name) });

async function roomFacts(ctx: Context, incidentId: string, { platform, place_id: placeId }: Copy): Promise<RoomFacts> {
  const [room] = await ctx.sql<{ is_open: boolean; is_private: boolean | null; keep_until: Date | null; uninvited: RoomFacts['uninvited'] }[]>`
    select archived_at is null and lost_at is null as is_open, is_private and place_id = ${placeId} as is_private, case when keep_until > imas_now() then keep_until end as keep_until,
      (select coalesce(jsonb_agg(jsonb_build_object('name', u.username, 'why', x ->> 'why') order by u.username), '[]') from jsonb_array_elements(r.uninvited) x join users u on u.id = (x ->> 'userId')::uuid) as uninvited
    from rooms r where incident_id = ${incidentId} and platform = ${platform}`;
  return { platform, isOpen: room?.is_open ?? false, isPrivate: platform === 'console' || room?.is_private === true, keepUntil: room?.keep_until ?? null, uninvited: room?.uninvited ?? [] };
}

/** Only of what somebody has in hand is it a question. */
const calledFor = async (ctx: Context, { id, status }: Incident, userId: string | null, calledIn: ReturnType<typeof gatherCalledIn>): Promise<CalledIn | undefined> =>
  (userId !== null && (status === 'ACKNOWLEDGED' || status === 'MITIGATED') ? calledIn(ctx, id, userId) : undefined);

/** A page speaks its person's language; everything in a channel the organisation's. */
async function readerOf(ctx: Context, copy: Copy, fallback: Reader): Promise<Reader> {
  const user = copy.user_id === null ? undefined : await readers(ctx, copy.user_id);
  return { language: user?.language ?? fallback.language, timeZone: user?.time_zone ?? fallback.timeZone };
}
const readers = gatherOn(async (ctx: Context, ids: readonly string[]) => {
  const rows = await ctx.sql<{ id: string; language: 'en' | 'fr' | null; time_zone: string | null }[]>`select id, language, time_zone from users where id = any(${[...new Set(ids)]}::uuid[])`;
  const users = new Map(rows.map((row) => [row.id, row]));
  return ids.map((id) => users.get(id));
});

/** The direct message of a notification: a page with its buttons, or a few words. */
export function directCard(commands: Commands): Delivering['directCard'] {
  const factsFor = gatherFacts();
  const calledIn = gatherCalledIn();
  return async (ctx, claimed, incidents, reader) => {
    const drawing = drawingFor(commands, reader);
    if (claimed.notice !== null) return noticeCard(claimed.notice, drawing);
    if (claimed.purpose === 'page' || claimed.purpose === 'reminder') {
      const facts = await Promise.all(incidents.map((incident) => factsFor(ctx, incident.id)));
      return facts.length === 1 ? pageCard(facts[0]!, drawing, await calledFor(ctx, facts[0]!.incident, claimed.user_id, calledIn)) : pageBundleCard(facts, drawing);
    }
    const message = compose(claimed, incidents, reader, {});
    const [incident] = incidents as [Incident];
    const takes = claimed.purpose === 'notice' && incident.status !== 'RESOLVED' && drawing.has('incident/take-over');
    return {
      ...cardOf({ title: message.headline, text: [[incident.is_confidential ? '' : incident.title]] }), notice: message.headline, tone: 'good',
      actions: takes ? [{ label: drawing.say('notify.take_over'), command: 'incident/take-over', args: { incident: shortId(incident) } }] : [],
    };
  };
}
