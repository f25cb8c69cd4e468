import { commands } from '../../../../commands/commands.ts';
import type { Answer, Form } from '../../../../src/chat/card.ts';
import type { Listener } from '../../../../src/chat/dispatch.ts';
import type { Speaker } from '../../../../src/chat/platform.ts';
import { startInbound, type Inbound } from '../../../../src/chat/slack/inbound.ts';
import type { Hooks } from '../../../../src/chat/slack/hooks.ts';
import { slackWeb } from '../../../../src/chat/slack/web.ts';
import type { Context } from '../../../../src/context.ts';
import { builtInGroups } from '../../../../src/permissions.ts';
import { aDatabase, type TestDatabase } from '../../../database.ts';
import { fakeSlack, type FakeSlack } from '../../../fakes/slack/fake-slack.ts';
import type { Person } from '../../../fakes/slack/person/person.ts';
import { silent } from '../../../log.ts';
import { testSealer } from '../../../night.ts';
import { playedDispatch, type Played } from '../../played-dispatch.ts';
import { slackDoor } from '../a-door.ts';

export type Mode = 'http' | 'socket';

export interface Incoming extends AsyncDisposable, Omit<Played, 'dispatch'> {
  slack: FakeSlack;
  db: TestDatabase;
  inbound: Inbound;
  bea: Person;
  /** A channel that the bot is in. */
  channel: string;
  /** As whom the speaker counts from now on; without it, as a Viewer. */
  listen(by: () => Promise<Context['actor']>): void;
  /** The address at which it takes requests over HTTP. */
  url: string;
}

/** The incoming half over a local Slack; the dispatcher is played by the test. */
export async function anInbound(mode: Mode = 'http', hooks: Hooks = {}): Promise<Incoming> {
  const [slack, db] = await Promise.all([fakeSlack(), aDatabase()]);
  const played = playedDispatch();
  let actor = async (): Promise<Context['actor']> => ({ kind: 'visitor', platform: 'slack', chatUserId: 'U1', name: 'Bea', permissions: new Set(builtInGroups.Viewers), via: 'slack' });
  const contextFor = async (): Promise<Listener> => ({ ctx: db.ctx(await actor()), language: 'en', timeZone: 'UTC' });
  const settings = { botToken: slack.botToken, signingSecrets: [slack.signingSecret], apiUrl: slack.apiUrl, ...(mode === 'socket' ? { appToken: slack.appToken } : {}) };
  const speaker = async ({ userId, channel, thread }: { userId: string; channel?: string; thread?: string }): Promise<Speaker> => ({
    visitor: { platform: 'slack', chatUserId: userId, name: 'Bea', isMember: true }, via: 'slack',
    ...(channel === undefined ? {} : { place: { platform: 'slack', id: channel, kind: 'channel', ...(thread === undefined ? {} : { thread }) } }),
  });
  const inbound = await startInbound({ slack: slackWeb({ settings, sql: db.sql, log: silent }), sql: db.sql, log: silent, sealer: testSealer, replica: 1, dispatch: played.dispatch, people: { speaker }, commands, contextFor, language: 'en', timeZone: 'UTC', hooks });
  const door = await slackDoor(() => inbound);
  if (mode === 'http') slack.deliverTo(door.url);
  else await slack.until('a socket', () => slack.sockets.connected() > 0);
  const { id: bea } = slack.addUser({ name: 'Bea' });
  return {
    slack, db, inbound, reached: played.reached, url: door.url, bea: slack.as(bea), channel: slack.addChannel({ name: 'payments', members: [bea] }).id,
    answer: played.answer,
    listen: (by) => { actor = by; },
    complete: played.complete,
    async [Symbol.asyncDispose]() {
      await inbound.stop();
      await door[Symbol.asyncDispose]();
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
