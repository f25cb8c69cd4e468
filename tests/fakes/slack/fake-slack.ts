import { once } from 'node:events';
import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { botMethods } from './api/methods.ts';
import { type Call, answerCall } from './answer-call.ts';
import { type ByHand, byHand } from './by-hand.ts';
import { type Deliver, deliverByHttp, signature, type Taken } from './deliver.ts';
import { type Events, events } from './events.ts';
import { type Faults, faults } from './faults.ts';
import { type Look, lookInto } from './look.ts';
import type { Trouble } from './person/acting.ts';
import { type Person, person } from './person/person.ts';
import { rates } from './rates.ts';
import { responseUrls } from './response-urls.ts';
import { type Sockets, sockets } from './sockets.ts';
import { type Workspace, aWorkspace } from './state.ts';
import { receiveUpload } from './upload.ts';

export interface FakeSlackOptions {
  /** Scopes granted to the bot token; all there are without it. */
  scopes?: readonly string[];
  /** The manifest's bot_events, as `message.channels` or `app_mention`; all without it. */
  subscribed?: readonly string[];
  /** Slack's rates per method and channel are kept to, by 429 and Retry-After. */
  rates?: boolean;
}
export interface FakeSlack extends Look, ByHand, Omit<Faults, 'next'>, AsyncDisposable {
  /** `http://127.0.0.1:PORT/api/`, what SLACK_API_URL is set to. */
  apiUrl: string;
  botToken: string; appToken: string; signingSecret: string;
  /** All there is in the workspace, for tests to look at and to change. */
  world: Workspace;
  calls: readonly Call[];
  callsOf(method: string): Call[];
  /** The Request URL for everything. Without it Slack speaks through Socket Mode. */
  deliverTo(url: string | undefined): void;
  /** The check Slack makes before it takes a Request URL: was its challenge repeated? */
  verifyUrl(): Promise<boolean>;
  /** Headers Slack would sign this body with, at a Unix time in seconds. */
  signed(body: string, at?: number): Record<string, string>;
  as(user: string): Person;
  /** Events told to the app, oldest first; `redeliver` says one again. */
  events: Events['sent'];
  redeliver: Events['redeliver'];
  /** What people saw go wrong: no answer in 3 s, an answer that makes no sense. */
  troubles: readonly Trouble[];
  sockets: Pick<Sockets, 'connected' | 'drop' | 'refuse' | 'sayDisconnect'>;
  dropSockets(): void;
  /** Puts Slack's clock forward: triggers and response addresses grow old. */
  passTime(ms: number): void;
}

/** A local Slack: one workspace, one app, nobody in it but the app's bot. */
export async function fakeSlack(options: FakeSlackOptions = {}): Promise<FakeSlack> {
  const world = aWorkspace(options.scopes);
  const calls: Call[] = [];
  const troubles: Trouble[] = [];
  const planned = faults();
  const stop = new AbortController();
  let origin = '';
  let http: Deliver | undefined;
  const links = sockets(world, () => origin);
  const deliver: Deliver = (...what) => (http ?? links.deliver)(...what);
  const told = events(world, deliver, options.subscribed);
  world.happened = (event, where) => void told.tell(event, where);
  const urls = responseUrls(world, () => origin, planned);
  const api = { world, bot: botMethods(() => origin), app: links.methods, faults: planned, rates: options.rates === true ? rates(world.now) : undefined, calls };
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const [, area, name = ''] = new URL(request.url ?? '', origin).pathname.split('/');
    if (area === 'api') return answerCall(api, name, request, response);
    if (area === 'response') return urls.take(name, request, response);
    if (area === 'upload') return receiveUpload(world, name, request, response);
    response.writeHead(404).end();
  };
  const server = createServer((request, response) => void answer(request, response));
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => links.upgrade(request, socket, head));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    ...lookInto(world, calls), ...byHand(world, told), fail: planned.fail, heal: planned.heal,
    apiUrl: `${origin}/api/`, botToken: world.botToken, appToken: world.appToken, signingSecret: world.signingSecret, world, calls, troubles, events: told.sent, redeliver: told.redeliver, sockets: links,
    callsOf: (method) => calls.filter((it) => it.method === method),
    deliverTo: (url) => void (http = url === undefined ? undefined : deliverByHttp(world, url, stop.signal)),
    async verifyUrl() {
      const { status, body }: Taken = await deliver('events_api', { token: 'verification', type: 'url_verification', challenge: 'repeat-me' });
      return status === 200 && (body === 'repeat-me' || (body as { challenge?: string } | undefined)?.challenge === 'repeat-me');
    },
    signed: (body, at) => signature(world, body, at),
    as(id) {
      const user = world.users.get(id);
      if (!user) throw new Error(`Nobody here is ${id}.`);
      return person({ world, user, deliver, events: told, urls, troubles });
    },
    dropSockets: links.drop,
    passTime: (ms) => void (world.passed.ms += ms),
    async [Symbol.asyncDispose]() {
      stop.abort();
      await links.close();
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
