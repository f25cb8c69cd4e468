import { once } from 'node:events';
import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { botMethods } from './api/methods.ts';
import { type Call, answerCall } from './answer-call.ts';
import { newChannel } from './channels.ts';
import { type Faults, faults } from './faults.ts';
import { newId } from './ids.ts';
import { type Look, lookInto } from './look.ts';
import { rates } from './rates.ts';
import { type NewUser, type SlackChannel, type SlackUser, type Workspace, aUser, aWorkspace } from './state.ts';

export interface FakeSlackOptions {
  /** Scopes granted to the bot token; all there are without it. */
  scopes?: readonly string[];
  /** Slack's rates per method and channel are kept to, by 429 and Retry-After. */
  rates?: boolean;
}
export interface FakeSlack extends Look, Omit<Faults, 'next'>, AsyncDisposable {
  /** `http://127.0.0.1:PORT/api/`, what SLACK_API_URL is set to. */
  apiUrl: string;
  botToken: string; appToken: string; signingSecret: string;
  world: Workspace;
  calls: readonly Call[];
  callsOf(method: string): Call[];
  addUser(it: NewUser): SlackUser;
  /** A channel of people; the bot is in it unless `withoutBot`. */
  addChannel(it: { name: string; isPrivate?: boolean; isShared?: boolean; members?: readonly string[]; withoutBot?: boolean }): SlackChannel;
  addGroup(handle: string, users: readonly string[]): { id: string };
  revokeToken(whose?: 'bot' | 'app'): void;
  /** What the app was installed with: a method outside answers missing_scope. */
  grant(scopes: readonly string[]): void;
  /** Puts Slack's clock forward: triggers and response addresses grow old. */
  passTime(ms: number): void;
}

/** A local Slack: one workspace, one app, nobody in it but the app's bot. */
export async function fakeSlack(options: FakeSlackOptions = {}): Promise<FakeSlack> {
  const world = aWorkspace(options.scopes);
  const calls: Call[] = [];
  const planned = faults();
  let origin = '';
  const api = { world, bot: botMethods(() => origin), app: {}, faults: planned, rates: options.rates === true ? rates(world.now) : undefined, calls };
  const server = createServer((request, response) => void answer(request, response));
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const [, area, name = ''] = new URL(request.url ?? '', origin).pathname.split('/');
    if (area === 'api') return answerCall(api, name, request, response);
    response.writeHead(404).end();
  };
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    ...lookInto(world, calls), fail: planned.fail, heal: planned.heal,
    apiUrl: `${origin}/api/`, botToken: world.botToken, appToken: world.appToken, signingSecret: world.signingSecret, world, calls,
    callsOf: (method) => calls.filter((it) => it.method === method),
    addUser(it) {
      const user = aUser(world.teamId, it);
      world.users.set(user.id, user);
      return user;
    },
    addChannel: ({ name, isPrivate, isShared, members = [], withoutBot }) =>
      newChannel(world, { kind: isPrivate === true ? 'private' : 'public', name, isShared: isShared ?? false, members: withoutBot === true ? members : [...members, world.botUser], creator: members[0] ?? world.botUser }),
    addGroup(handle, users) {
      const group = { id: newId('S'), handle, name: handle, users: [...users] };
      world.groups.set(group.id, group);
      return group;
    },
    revokeToken: (whose = 'bot') => void (world.tokens[whose] = 'revoked'),
    grant: (scopes) => void (world.scopes = new Set(scopes)),
    passTime: (ms) => void (world.passed.ms += ms),
    async [Symbol.asyncDispose]() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
