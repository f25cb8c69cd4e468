import { once } from 'node:events';
import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type PlannedFaults, planFaults } from '../faults.ts';
import { type Call, type Fault, answerCall } from './answer-call.ts';
import { type ByHand, byHand } from './by-hand.ts';
import { type Gateway, gateway } from './gateway/gateway.ts';
import { deliver } from './interactions.ts';
import { type Look, lookInto } from './look.ts';
import { type Permission, bits } from './permissions.ts';
import type { Trouble } from './person/acting.ts';
import { type Person, person } from './person/person.ts';
import { rates } from './rates.ts';
import { matched } from './rest/routes.ts';
import { type DiscordMember, type Interaction, type World, aWorld, newGuild } from './state.ts';

export interface FakeDiscordOptions {
  guildName?: string;
  /** Of the bot's own role; all that an incident bot may need without it. */
  botPermissions?: readonly Permission[] | bigint;
  /** Buckets and the global limit are kept to, with their headers; renames are always limited. */
  rates?: boolean;
  heartbeatMs?: number;
}
export interface FakeDiscord extends Look, ByHand, Omit<PlannedFaults<Fault>, 'next'>, AsyncDisposable {
  /** `http://127.0.0.1:PORT/api`, what DISCORD_API_URL is set to. */
  apiUrl: string;
  token: string; guildId: string; applicationId: string; botId: string;
  /** All there is, for tests to look at and to change. */
  world: World;
  calls: readonly Call[];
  person(who: DiscordMember | string): Person;
  gateway: Gateway;
  /** The same event once more, as after a resume from too far back. */
  redeliver(interaction: Interaction): void;
  /** What people saw go wrong: no answer in 3 s. */
  troubles: readonly Trouble[];
  /** Puts Discord's clock forward: patience ends, tokens and limits grow old. */
  passTime(ms: number): void;
}

const BOT: readonly Permission[] = [
  'ViewChannel', 'ManageChannels', 'ManageRoles', 'SendMessages', 'SendMessagesInThreads', 'EmbedLinks', 'AttachFiles', 'ReadMessageHistory', 'AddReactions', 'ManageMessages', 'PinMessages', 'ManageThreads', 'CreatePublicThreads', 'CreatePrivateThreads', 'UseApplicationCommands', 'ManageWebhooks', 'MentionEveryone',
];

/** A local Discord: one guild, one application, nobody in it but its bot and an owner. */
export async function fakeDiscord({ guildName = 'Example', botPermissions = BOT, rates: isRated = false, heartbeatMs = 41_250 }: FakeDiscordOptions = {}): Promise<FakeDiscord> {
  const world = aWorld();
  const granted = typeof botPermissions === 'bigint' ? botPermissions : bits(...botPermissions);
  const guild = newGuild(world, guildName, granted);
  const calls: Call[] = [];
  const troubles: Trouble[] = [];
  const faults = planFaults<Fault>((planned, call) => matched(planned, call) !== undefined);
  const line = gateway(world, heartbeatMs);
  const api = { world, routes: line.routes, faults, rates: rates(world.now), isRated, calls };
  const server = createServer((request, response) => void (request.url?.startsWith('/attachments/') ? download(world, request.url, response) : answerCall(api, request, response)));
  server.on('upgrade', (request: IncomingMessage, socket, head: Buffer) => line.upgrade(request, socket, head));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  world.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    ...lookInto(world, calls), ...byHand(world, guild, granted, line.drop), fail: faults.fail, heal: faults.heal,
    apiUrl: `${world.origin}/api`, token: world.token, guildId: guild.id, applicationId: world.applicationId, botId: world.botId, world, calls, troubles, gateway: line,
    person(who) {
      const id = typeof who === 'string' ? who : who.user.id;
      const home = [...world.guilds.values()].find((it) => (typeof who === 'string' ? it.members.has(id) : it.members.get(id) === who));
      if (!home) throw new Error(`Nobody here is ${id}.`);
      const member = home.members.get(id)!;
      return person({ world, user: member.user, guildId: home.id, troubles }, member);
    },
    redeliver: (interaction) => deliver(world, interaction),
    passTime(ms) {
      world.passed.ms += ms;
      world.changes.changed();
    },
    async [Symbol.asyncDispose]() {
      await line.close();
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/** A file somebody sent, at the address its message gives. */
function download(world: World, url: string, response: ServerResponse): void {
  const id = url.split('/')[3];
  const file = world.messages.flatMap((it) => (it.deleted ? [] : it.attachments)).find((it) => it.id === id);
  if (file) response.writeHead(200, { 'content-type': file.type }).end(file.content);
  else response.writeHead(404).end();
}
