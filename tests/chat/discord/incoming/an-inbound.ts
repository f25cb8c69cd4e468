import type { Logger } from 'pino';
import { expect, vi } from 'vitest';
import { commands } from '../../../../commands/commands.ts';
import type { Card } from '../../../../src/chat/card.ts';
import { startInbound, type Inbound } from '../../../../src/chat/discord/inbound.ts';
import { discordPeople } from '../../../../src/chat/discord/people.ts';
import { registerCommands } from '../../../../src/chat/discord/register.ts';
import { drawMessage } from '../../../../src/chat/discord/render/message.ts';
import type { GatewayHooks } from '../../../../src/chat/discord/gateway.ts';
import type { Listener } from '../../../../src/chat/dispatch.ts';
import { storeValues } from '../../../../src/chat/values.ts';
import { connect } from '../../../../src/db/client.ts';
import { builtInGroups } from '../../../../src/permissions.ts';
import { sayIn } from '../../../../src/texts/say.ts';
import { aDatabase, type TestDatabase } from '../../../database.ts';
import { fakeDiscord, type FakeDiscord, type FakeDiscordOptions } from '../../../fakes/discord/fake-discord.ts';
import type { Person } from '../../../fakes/discord/person/person.ts';
import type { DiscordMessage } from '../../../fakes/discord/state.ts';
import { silent } from '../../../log.ts';
import { testSealer } from '../../../night.ts';
import { playedDispatch, type Played } from '../../played-dispatch.ts';
import { aClient } from '../a-client.ts';

export interface Incoming extends AsyncDisposable, Omit<Played, 'dispatch'> {
  discord: FakeDiscord;
  db: TestDatabase;
  inbound: Inbound;
  bea: Person;
  channel: string;
  refused: Error[];
  /** Each session that began: was the bot in the server? */
  ready: boolean[];
  /** A card of ours in the channel. */
  posted(card: Card): Promise<DiscordMessage>;
  /** Another replica. */
  another(): Inbound;
}

/** The incoming half over a local Discord; the dispatcher is played by the test. */
export async function anInbound({ log = silent, tokenAgainMs, ...options }: FakeDiscordOptions & { log?: Logger; tokenAgainMs?: number } = {}): Promise<Incoming> {
  const [discord, db] = await Promise.all([fakeDiscord(options), aDatabase()]);
  const played = playedDispatch();
  const refused: Error[] = [];
  const ready: boolean[] = [];
  const contextFor = async (): Promise<Listener> => ({ ctx: db.ctx({ kind: 'visitor', platform: 'discord', chatUserId: '1', name: 'Bea', permissions: new Set(builtInGroups.Viewers), via: 'discord' }), language: 'en', timeZone: 'UTC' });
  const client = aClient(discord, db);
  const hooks: Omit<GatewayHooks, 'interaction'> = { ready: (isThere) => void ready.push(isThere), guild: () => undefined, elsewhere: () => undefined, channelGone: () => undefined, channelChanged: () => undefined, rolesChanged: () => undefined, refused: (fault) => void refused.push(fault) };
  const pools: { end(): Promise<void> }[] = [];
  const open = (): Inbound => {
    const own = connect(db.address, { max: 1, name: 'gateway' });
    pools.push(own);
    return startInbound({ discord: client, own, sql: db.sql, log, sealer: testSealer, replica: pools.length, dispatch: played.dispatch, people: discordPeople({ ctx: db.ctx(), discord: client }), commands, contextFor, language: 'en', timeZone: 'UTC', hooks, tokenAgainMs });
  };
  await registerCommands({ discord: client, sql: db.sql, commands }, { always: true });
  const inbound = open();
  const others: Inbound[] = [];
  await vi.waitFor(() => expect(inbound.health().ok && discord.gateway.connected() > 0).toBe(true), { timeout: 10_000, interval: 20 });
  const channel = discord.addChannel({ name: 'payments' }).id;
  return {
    discord, db, inbound, reached: played.reached, refused, ready, channel, bea: discord.person(discord.addMember({ name: 'bea' })),
    answer: played.answer,
    complete: played.complete,
    async posted(card) {
      const { kept, ...body } = drawMessage(card, { say: sayIn('en') });
      await storeValues(db.sql, kept);
      const { id } = await client.call<{ id: string }>('POST', `/channels/${channel}/messages`, { body, lane: 'talk', place: channel });
      return discord.messagesIn(channel).find((one) => one.id === id)!;
    },
    another() {
      const one = open();
      others.push(one);
      return one;
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([inbound, ...others].map((one) => one.stop()));
      await Promise.all(pools.map((one) => one.end()));
      await discord[Symbol.asyncDispose]();
      await db[Symbol.asyncDispose]();
    },
  };
}
