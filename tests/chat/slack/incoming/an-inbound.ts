import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { commands } from '../../../../commands/commands.ts';
import { reply } from '../../../../src/chat/answer.ts';
import type { Answer, Choice, Form } from '../../../../src/chat/card.ts';
import type { Listener } from '../../../../src/chat/dispatch.ts';
import type { Dispatch, Speaker } from '../../../../src/chat/platform.ts';
import { startInbound, type Inbound } from '../../../../src/chat/slack/inbound.ts';
import type { Hooks } from '../../../../src/chat/slack/hooks.ts';
import { slackWeb } from '../../../../src/chat/slack/web.ts';
import type { Context } from '../../../../src/context.ts';
import { builtInGroups } from '../../../../src/permissions.ts';
import { aDatabase, type TestDatabase } from '../../../database.ts';
import { fakeSlack, type FakeSlack } from '../../../fakes/slack/fake-slack.ts';
import type { Person } from '../../../fakes/slack/person/person.ts';
import { silent } from '../../../log.ts';

export type Mode = 'http' | 'socket';
/** What reached the dispatcher. */
export type Reached =
  | { how: 'phrase'; text: string; from: Speaker }
  | { how: 'press' | 'submit'; command: string; args: Readonly<Record<string, string>>; values?: Readonly<Record<string, string>>; from: Speaker };

export interface Incoming extends AsyncDisposable {
  slack: FakeSlack;
  db: TestDatabase;
  inbound: Inbound;
  bea: Person;
  /** A channel that the bot is in. */
  channel: string;
  reached: Reached[];
  /** What the dispatcher answers from now on; without it, “Done”. */
  answer(by: (it: Reached) => Answer | Promise<Answer>): void;
  /** As whom the speaker counts from now on; without it, as a Viewer. */
  listen(by: () => Promise<Context['actor']>): void;
  complete(by: (command: string, field: string, typed: string) => readonly Choice[] | Promise<readonly Choice[]>): void;
  /** The address at which it takes requests over HTTP. */
  url: string;
}

/** The incoming half over a local Slack; the dispatcher is played by the test. */
export async function anInbound(mode: Mode = 'http', hooks: Hooks = {}): Promise<Incoming> {
  const [slack, db] = await Promise.all([fakeSlack(), aDatabase()]);
  const reached: Reached[] = [];
  let answer: (it: Reached) => Answer | Promise<Answer> = () => reply({ title: 'Done' });
  let completed: (command: string, field: string, typed: string) => readonly Choice[] | Promise<readonly Choice[]> = () => [];
  const reach = async (it: Reached): Promise<Answer> => {
    reached.push(it);
    return answer(it);
  };
  const dispatch: Dispatch = {
    phrase: (from, text) => reach({ how: 'phrase', text, from }),
    press: (from, command, args) => reach({ how: 'press', command, args, from }),
    submit: (from, { command, args }, values) => reach({ how: 'submit', command, args, values, from }),
    complete: async () => [],
    completeField: async (_, command, field, typed) => completed(command, field, typed),
  };
  let actor = async (): Promise<Context['actor']> => ({ kind: 'visitor', platform: 'slack', chatUserId: 'U1', name: 'Bea', permissions: new Set(builtInGroups.Viewers), via: 'slack' });
  const contextFor = async (): Promise<Listener> => ({ ctx: db.ctx(await actor()), language: 'en', timeZone: 'UTC' });
  const settings = { botToken: slack.botToken, signingSecrets: [slack.signingSecret], apiUrl: slack.apiUrl, ...(mode === 'socket' ? { appToken: slack.appToken } : {}) };
  const speaker = async ({ userId, channel, thread }: { userId: string; channel?: string; thread?: string }): Promise<Speaker> => ({
    visitor: { platform: 'slack', chatUserId: userId, name: 'Bea', isMember: true }, via: 'slack',
    ...(channel === undefined ? {} : { place: { platform: 'slack', id: channel, kind: 'channel', ...(thread === undefined ? {} : { thread }) } }),
  });
  const inbound = await startInbound({ slack: slackWeb({ settings, sql: db.sql, log: silent }), sql: db.sql, log: silent, dispatch, people: { speaker }, commands, contextFor, language: 'en', timeZone: 'UTC', hooks });
  const server = createServer(async (request, response) => {
    const raw = (await buffer(request)).toString('utf8');
    const taken = await inbound.handle({ raw, headers: new Headers(request.headers as Record<string, string>) });
    response.writeHead(taken.status, Object.fromEntries(taken.headers)).end(await taken.text());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  if (mode === 'http') slack.deliverTo(url);
  else await slack.until('a socket', () => slack.sockets.connected() > 0);
  const { id: bea } = slack.addUser({ name: 'Bea' });
  return {
    slack, db, inbound, reached, url, bea: slack.as(bea), channel: slack.addChannel({ name: 'payments', members: [bea] }).id,
    answer: (by) => { answer = by; },
    listen: (by) => { actor = by; },
    complete: (by) => { completed = by; },
    async [Symbol.asyncDispose]() {
      await inbound.stop();
      server.close();
      server.closeAllConnections();
      await slack[Symbol.asyncDispose]();
      await db[Symbol.asyncDispose]();
    },
  };
}

/** A form of one text, or with what is wrong with it. */
export const aForm = (more: Partial<Form> = {}, error?: string): Answer => ({
  kind: 'form',
  form: {
    title: 'Declare', command: 'incident/declare', args: {}, submit: 'Declare',
    fields: [{ name: 'title', label: 'Title', kind: 'text', required: true, ...(error === undefined ? {} : { error }) }], ...more,
  },
});
