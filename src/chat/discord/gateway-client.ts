import type { Client } from 'discord.js';
import type { Logger } from 'pino';
import type { Guard } from './guard.ts';
import { holdBack } from './hold-back.ts';
import type { DiscordSettings } from './settings.ts';

/** Who fell silent gets so long to say goodbye; milliseconds. */
const goodbyeMs = 1000;
const lookEveryMs = 500;
/** The state of a socket that waits for the other side's goodbye. */
const closing = 2;

interface Line { readyState: number; terminate?(): void }
/** What of the library's insides we need: it has no other way to end a connection. */
interface Insides { destroy(): Promise<void>; strategy?: { shards?: ReadonlyMap<number, { connection: Line | null }> } }
export const insidesOf = (client: Client): Insides | null => (client.ws as unknown as { _ws: Insides | null })._ws;

/**
 * The library's client, which asks for nothing privileged and keeps nothing in memory that we do not read.
 * @param mayIdentify resolves when a session may begin; rejects when the signal says that nobody waits any more
 */
export async function gatewayClient({ settings: { apiUrl }, guard, log, mayIdentify }: { settings: DiscordSettings; guard: Guard; log: Logger; mayIdentify: (signal: AbortSignal) => Promise<void> }): Promise<Client> {
  // Half a second and 50 MB that nobody pays who has no Discord.
  const { Client: DiscordClient, GatewayIntentBits, Options, SimpleShardingStrategy } = await import('discord.js');
  const none = Object.fromEntries(['ApplicationCommandManager', 'AutoModerationRuleManager', 'BaseGuildEmojiManager', 'DMMessageManager', 'GuildBanManager', 'GuildEmojiManager', 'GuildForumThreadManager', 'GuildInviteManager', 'GuildMemberManager', 'GuildMessageManager', 'GuildScheduledEventManager', 'GuildStickerManager', 'GuildTextThreadManager', 'MessageManager', 'PresenceManager', 'ReactionManager', 'ReactionUserManager', 'StageInstanceManager', 'ThreadManager', 'ThreadMemberManager', 'UserManager', 'VoiceStateManager'].map((name) => [name, 0]));
  const client: Client = new DiscordClient({
    intents: [GatewayIntentBits.Guilds], makeCache: Options.cacheWithLimits(none), rest: { api: apiUrl, timeout: 5000, retries: 0 },
    ws: {
      buildStrategy(connecting) {
        holdBack(connecting, () => (client.ws as unknown as { destroyed: boolean }).destroyed);
        return new SimpleShardingStrategy(connecting);
      },
      buildIdentifyThrottler: async () => ({ waitForIdentify: (_: number, signal: AbortSignal) => mayIdentify(signal) }),
    },
  });
  readOnly(client, log);
  client.rest.on('response', (_, { status }) => guard.answered(status, { isShared: false, isOurs: true }));
  return client;
}

interface Packet { t?: string | null }
/**
 * Interactions are read by us as they come; the library would make objects of them that nobody uses, and end the process by one that is
 * not as it expects. Of anything else that it cannot read, it says so in the log.
 */
function readOnly(client: Client, log: Logger): void {
  const manager = client.ws as unknown as { handlePacket(packet?: Packet, shard?: unknown): boolean };
  const handle = manager.handlePacket.bind(manager);
  manager.handlePacket = (packet, shard) => {
    if (packet?.t === 'INTERACTION_CREATE') return true;
    try {
      return handle(packet, shard);
    } catch (error) {
      log.warn({ err: error, event: packet?.t }, 'Discord told something that cannot be read');
      return false;
    }
  };
}

/** Ends connections whose other side does not say goodbye: the library waits half a minute for it before it resumes. @returns the end of that */
export function hangUpOnSilence(client: Client): () => void {
  const since = new WeakMap<Line, number>();
  const timer = setInterval(() => {
    for (const { connection } of insidesOf(client)?.strategy?.shards?.values() ?? []) {
      if (connection?.readyState !== closing) continue;
      const began = since.get(connection) ?? performance.now();
      since.set(connection, began);
      if (performance.now() - began >= goodbyeMs) connection.terminate?.();
    }
  }, lookEveryMs).unref();
  return () => clearInterval(timer);
}
