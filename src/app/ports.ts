import { randomUUID } from 'node:crypto';
import { commands } from '../../commands/commands.ts';
import type { Config } from '../config.ts';
import { system, type Context } from '../context.ts';
import { cardOf } from '../chat/answer.ts';
import { faultOf } from '../chat/fault.ts';
import { notice } from '../chat/notice.ts';
import type { Platform } from '../chat/platform.ts';
import { manifestOf, manifestText, usualRoots } from '../chat/slack/manifest.ts';
import { inviteFor } from '../delivery/discord-bot.ts';
import { kindsOf } from '../delivery/kinds.ts';
import { forPeople, type Means, type Message, type Tools } from '../delivery/provider.ts';
import { providerOf, providers } from '../delivery/providers.ts';
import { Refusal } from '../delivery/refusal.ts';
import type { HealthReport, PlatformLine, Ports } from '../domain/ports.ts';
import { platformConfig, platformKinds } from '../domain/providers/platform-row.ts';
import { providersFor } from '../domain/providers/providers-for.ts';
import { openMembers } from '../domain/providers/secret-members.ts';
import type { FireSignal } from '../domain/sources/signal.ts';
import type { Batcher } from '../intake/batch.ts';
import { readPost } from '../intake/read.ts';
import { sources, type SourceName } from '../intake/sources.ts';
import { checkOnCall, checkPendingEscalations, cleanupStaleWarRooms, purgeRawPosts, sendUnacknowledgedReminders, type Scheduled } from '../jobs/handlers/scheduled.ts';
import type { KnownPlatforms } from '../jobs/known-platforms.ts';
import type { Runner } from '../jobs/runner.ts';
import { listSchedules, runNoting, scheduledNames, type ScheduledName } from '../jobs/schedules.ts';
import { invalid } from '../errors.ts';
import type { Sealer } from '../secrets.ts';
import { sayIn, type Language } from '../texts/say.ts';

export const providerKinds = kindsOf(providers);

export const scheduled: Record<ScheduledName, Scheduled> = {
  'check-pending-escalations': checkPendingEscalations,
  'send-unacknowledged-reminders': sendUnacknowledgedReminders,
  'purge-raw-posts': purgeRawPosts,
  'cleanup-stale-war-rooms': cleanupStaleWarRooms,
  'check-on-call': checkOnCall,
};

export interface PortParts { ctx: Context; config: Config; runner: Runner; sealer: Sealer; tools: Tools; baseUrl: string; timeZone: string; language: Language; platforms: () => readonly Platform[]; batcher: Batcher; checkChannel: Ports['checkChannel']; checkRole: Ports['checkRole']; /** Of the command line, which speaks to no platform itself: what the running service knows. */ beside?: KnownPlatforms }

/** What commands and routes need from layers above the domain. */
export function makePorts(parts: PortParts): Ports {
  const { ctx, runner, sealer, tools, baseUrl, timeZone, language } = parts;
  return {
    baseUrl,
    providerKinds,
    sealer,
    namesNoServer: parts.config.DISCORD_TOKEN !== undefined && parts.config.DISCORD_GUILD_ID === undefined,
    lockedKinds: [...new Set([...lockedBy(parts.config), ...(parts.beside?.lockedKinds ?? [])])],
    slackManifest: (reader) => slackManifest(parts.config, reader),
    sourceKinds: Object.entries(sources).filter(([kind]) => kind !== 'generic').map(([kind, source]) => ({ kind, label: kind, snippet: (at) => source.snippet(at) })),
    async readSample(sourceId, body) {
      const [row] = await ctx.sql<{ kind: string }[]>`select kind from sources where id = ${sourceId}`;
      const reading = readPost(sources[(row?.kind ?? 'custom') as SourceName], { headers: {}, path: [], query: {}, bytes: Buffer.from(body), receivedAt: new Date() });
      return reading.signals.filter((signal): signal is FireSignal => signal.kind === 'fire');
    },
    async sendTestAlert(sourceId, service) {
      const name = `Test alert ${randomUUID().slice(0, 8)}`;
      await parts.batcher.submit({
        sourceId, receivedAt: new Date(), raw: new Uint8Array(), path: 'test', rejected: [],
        signals: [{ kind: 'fire', fingerprint: `imas-test:${name}`, name, description: 'A test alert sent from IMAS. Acknowledge it, then resolve it.', severityWord: 'sev2', service, team: undefined, labels: new Map([['alertname', name], ['test', 'true']]), url: undefined, runbookUrl: undefined, dashboardUrl: undefined, startedAt: undefined, groupRef: undefined, notes: [] }],
      }, 3000);
      return name;
    },
    async sendCode(to, code, language) {
      const say = sayIn(language);
      const message = { key: `code-${randomUUID()}`, headline: say('notify.code', { code }), body: say('notify.code_body', { code }), language, to: to.address, means: to.means as Means };
      let answer = { ok: false, detail: say('notify.no_provider', { means: to.means }) };
      // In the order of their priority, as pages go.
      for (const provider of (await providersFor(ctx, to.means, { providerKinds, sealer })).filter(({ kind, settings }) => forPeople(providerOf(kind), settings))) {
        answer = await tryOut(provider.kind, provider.settings, message, tools);
        if (answer.ok) break;
      }
      return answer;
    },
    async testProvider(providerId, to, means, reader = language) {
      const say = sayIn(reader);
      const message = { key: `test-${randomUUID()}`, headline: say('notify.test'), body: say('notify.test_body'), language: reader, to };
      const locked = providerId === 'SLACK' ? lockedSlack(parts.config) : providerId === 'DISCORD' ? await lockedDiscord(parts) : undefined;
      if (locked !== undefined) return tryOut(providerId, locked, message, tools);
      const [row] = await ctx.sql<{ kind: string; config: Record<string, unknown> }[]>`select kind, config from providers where id = ${providerId}`;
      if (!row) return { ok: false, detail: providerId };
      return tryOut(row.kind, openMembers(row.config, providerId, sealer), { ...message, ...(means === undefined ? {} : { means: means as Means }) }, tools);
    },
    checkChannel: parts.checkChannel,
    async sayInRoom(name, id, words, key) {
      const platform = parts.platforms().find((one) => one.name === name);
      if (platform === undefined) return { gone: false, said: { key: parts.beside?.platforms?.some((one) => one.name === name) === true ? 'rooms.not_from_here' : 'rooms.not_connected', params: {} } };
      try {
        const title = sayIn(language, timeZone)(words.key, words.params);
        await platform.say({ platform: name, id, kind: 'room' }, { ...cardOf({ title }), notice: notice(title) }, { key });
        return undefined;
      } catch (error) {
        const { gone, said, message } = faultOf(error);
        if (said === undefined) ctx.log.warn({ err: error, platform: name }, message);
        return { gone, said: said ?? { key: 'rooms.away', params: {} } };
      }
    },
    checkRole: parts.checkRole,
    async discordInvite() {
      const bot = (await lockedDiscord(parts)) ?? (await platformConfig({ ...ctx, actor: system('IMAS') }, 'DISCORD', sealer));
      return bot === undefined ? undefined : inviteFor(bot, tools);
    },
    health: () => readHealth(parts),
    async runSchedule(name) {
      if (!Object.hasOwn(scheduled, name)) throw invalid('errors.bad_request', { why: `no job "${name}"; known: ${scheduledNames.join(', ')}` });
      return runNoting({ ...ctx, actor: system(name) }, name as ScheduledName, scheduled[name as ScheduledName], parts);
    },
    schedules: () => listSchedules(ctx, runner, timeZone),
  };
}

/** Kinds of provider that the environment configures. */
export const lockedBy = (config: Config): string[] => [...(config.SLACK_BOT_TOKEN === undefined ? [] : ['SLACK']), ...(config.DISCORD_TOKEN === undefined ? [] : ['DISCORD'])];

/** What the environment sets, under the names that a stored row has; undefined when it sets nothing. */
function lockedSlack({ SLACK_BOT_TOKEN: bot, SLACK_SIGNING_SECRET: signing, SLACK_APP_TOKEN: app }: Config): Record<string, unknown> | undefined {
  if (bot === undefined) return undefined;
  return { bot_token: bot.reveal(), ...(signing === undefined ? {} : { signing_secret: signing.reveal() }), ...(app === undefined ? {} : { app_token: app.reveal() }) };
}

/** The same for Discord: where the environment is silent, a stored row counts. */
async function lockedDiscord({ ctx, config: { DISCORD_TOKEN: bot, DISCORD_GUILD_ID: guild }, sealer }: PortParts): Promise<Record<string, unknown> | undefined> {
  if (bot === undefined) return undefined;
  const stored = await platformConfig({ ...ctx, actor: system('IMAS') }, 'DISCORD', sealer);
  return { ...stored, bot_token: bot.reveal(), ...(guild === undefined ? {} : { guild_id: guild }) };
}

/** Over HTTP only where Slack can reach us: at a public https address, unless the app token chose Socket Mode. */
function slackManifest({ PUBLIC_URL: url, SLACK_APP_TOKEN: appToken }: Config, language: Language): { json: string; socket: boolean } {
  const socket = appToken !== undefined || url === undefined || !url.startsWith('https://');
  const manifest = manifestOf(commands, { name: 'IMAS', prefix: '', roots: usualRoots, requestUrl: socket ? undefined : `${url}/slack/events`, say: sayIn(language) });
  return { json: manifestText(manifest), socket };
}

async function tryOut(kind: string, settings: Record<string, unknown>, message: Message, tools: Tools): Promise<{ ok: boolean; detail: string }> {
  try {
    const provider = providerOf(kind)!;
    const receipt = await provider.send(message, provider.settings.parse(settings), tools);
    return { ok: true, detail: receipt.note ?? sayIn(message.language)(`cards.receipt_${receipt.state}`) };
  } catch (error) {
    return { ok: false, detail: error instanceof Refusal ? sayIn(message.language)(error.key, error.params) : (error as Error).message };
  }
}

/** A due moment this late means that nobody is escalating (promise R18). */
const lateSeconds = 60;

async function readHealth({ ctx, runner, platforms, beside }: PortParts): Promise<HealthReport> {
  const platformLines = beside?.platforms ?? platforms().map((platform): PlatformLine => ({ name: platform.name, ...platform.health() }));
  const unknown = beside !== undefined && beside.platforms === undefined ? { platformsUnknown: true as const } : {};
  try {
    const [row] = await ctx.sql<{ late: number | null; waiting: number; dead: number }[]>`
      select extract(epoch from imas_now() - min(due_at))::float8 as late, count(*)::int as waiting, (select count(*)::int from notifications where stage = 'dead') as dead from timers`;
    const queue = await runner.depth();
    const late = Math.max(0, row!.late ?? 0);
    const providers = await ctx.sql<{ name: string; kind: string; isPlatform: boolean; last_error: string | null }[]>`select name, kind, kind = any(${[...platformKinds]}) and config ? 'bot_token' as "isPlatform", last_error from providers where is_active order by priority, name`;
    const ok = late < lateSeconds && queue.oldestSeconds < 300;
    return {
      status: ok ? 'healthy' : 'unhealthy', database: { ok: true, detail: '' }, queue: { ok: queue.oldestSeconds < 300, ...queue },
      timers: { oldestLateSeconds: late, waiting: row!.waiting }, platforms: platformLines, ...unknown,
      providers: providers.map(({ name, kind, isPlatform, last_error }) => ({ name, kind, isPlatform, ok: last_error === null, detail: last_error ?? '' })), deadLetters: row!.dead,
    };
  } catch (error) {
    return { status: 'unhealthy', database: { ok: false, detail: (error as Error).message }, queue: { ok: false, depth: 0, oldestSeconds: 0 }, timers: { oldestLateSeconds: 0, waiting: 0 }, platforms: platformLines, providers: [], deadLetters: 0 };
  }
}
