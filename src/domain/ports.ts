import type { Sealer } from '../secrets.ts';
import type { TextKey, TextParams } from '../texts/say.ts';

/**
 * What commands need from layers above the domain. Each member is wired in `app.ts`.
 */
export interface Ports {
  /** Sends a one-time code to a contact that is to be verified. Says in plain words what came of it. */
  sendCode(to: { means: string; address: string }, code: string, language: 'en' | 'fr'): Promise<{ ok: boolean; detail: string }>;
  /** Tries a provider, or a kind that the environment configures, for real: one message to `to`, by one of its means (its first unless told). Says in plain words what came of it, in the installation's language unless told. */
  testProvider(providerId: string, to: string, means?: string, language?: 'en' | 'fr'): Promise<{ ok: boolean; detail: string }>;
  /** Validates a provider's settings; the names of its secret members. */
  providerKinds: readonly ProviderKind[];
  sourceKinds: readonly SourceKind[];
  /** Reads a sample body as this source would, without storing anything. */
  readSample(sourceId: string, body: string): Promise<readonly SampleSignal[]>;
  /** A test alert through the real door of this source. @returns its name */
  sendTestAlert(sourceId: string, service?: string): Promise<string>;
  /** What keeps a platform from posting in a channel, as far as it says; undefined when nothing is known to. Never throws. */
  checkChannel(platform: 'slack' | 'discord', id: string): Promise<{ key: TextKey; params: TextParams } | undefined>;
  /** What keeps Discord's bot from giving a role, as far as Discord says; undefined when nothing is known to. Never throws. */
  checkRole(id: string): Promise<{ key: TextKey; params: TextParams } | undefined>;
  /** Where an administrator of the Discord server invites the bot; undefined while no token and server are known, or Discord does not know the token. */
  discordInvite(): Promise<string | undefined>;
  /** Says something in a room on a chat platform, for real. @param key stable: it is said once. @returns undefined when it stands there, else why not */
  sayInRoom(platform: 'slack' | 'discord', placeId: string, words: { key: TextKey; params: TextParams }, key: string): Promise<{ gone: boolean; said: { key: TextKey; params: TextParams } } | undefined>;
  health(): Promise<HealthReport>;
  /** Runs a scheduled job now; answers with its result in a line. */
  runSchedule(name: string): Promise<string>;
  schedules(): Promise<readonly ScheduleLine[]>;
  /** Kinds of provider that the environment configures: it wins over whatever is stored. */
  lockedKinds: readonly string[];
  /** The environment has a bot token for Discord and names no server. */
  namesNoServer: boolean;
  /** The app manifest to connect Slack with, as JSON; over HTTP where Slack can reach us, else for Socket Mode. */
  slackManifest(language: 'en' | 'fr'): { json: string; socket: boolean };
  /** Seals and opens what is secret at rest. */
  sealer: Sealer;
  /** The address people and tools reach us at, without trailing slash. */
  baseUrl: string;
}
export interface ProviderKind {
  kind: string;
  means: readonly string[];
  fields: readonly { name: string; label: string; kind: 'text' | 'number' | 'boolean' | 'secret'; required: boolean; help?: string; fallback?: string; /** Nothing else is taken. */ choices?: readonly string[] }[];
  /** @returns the settings as they will be stored, or what is wrong field by field */
  check(config: Record<string, unknown>): { ok: true; config: Record<string, unknown> } | { ok: false; problems: Record<string, string> };
}
export interface SourceKind { kind: string; label: string; snippet(at: { url: string; token: string; name: string }): string }
export interface SampleSignal { name: string; fingerprint: string; severityWord: string | undefined; service: string | undefined; team: string | undefined; labels: ReadonlyMap<string, string> }
export interface PlatformLine { name: string; ok: boolean; detail: string; /** It works, but this needs mending. */ amiss?: readonly string[] }
export interface HealthReport {
  status: 'healthy' | 'unhealthy';
  database: { ok: boolean; detail: string };
  queue: { ok: boolean; depth: number; oldestSeconds: number };
  timers: { oldestLateSeconds: number; waiting: number };
  platforms: readonly PlatformLine[];
  /** Asked by the command line while no service runs: nobody knows how the chat platforms are. */
  platformsUnknown?: true;
  providers: readonly { name: string; kind: string; /** Its row configures a chat platform. */ isPlatform?: boolean; ok: boolean; detail: string }[];
  deadLetters: number;
}
export interface ScheduleLine { name: string; when: string; lastRunAt: Date | null; lastResult: string; nextRunAt: Date }
