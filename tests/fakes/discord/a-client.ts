import { Client, DiscordAPIError, Events, GatewayIntentBits, type Interaction, REST, Routes } from 'discord.js';
import type { FakeDiscord } from './fake-discord.ts';

/** The real REST client of discord.js, which waits for no rate limit and tries nothing twice. */
export const aRest = (discord: FakeDiscord, token = discord.token): REST => new REST({ api: discord.apiUrl, retries: 0, timeout: 2000, rejectOnRateLimit: () => true }).setToken(token);

/** The code a call is refused with; `accepted`, or the error's name, when there is none. */
export const codeOf = async (call: Promise<unknown>): Promise<unknown> => call.then(() => 'accepted', (error: unknown) => (error instanceof DiscordAPIError ? error.code : (error as Error).name));

/** The real client of discord.js, logged in, which does this with every interaction. */
export async function aClient(discord: FakeDiscord, answer: (interaction: Interaction) => unknown = () => undefined): Promise<Client & AsyncDisposable> {
  const client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api: discord.apiUrl, retries: 0 } });
  client.on(Events.Error, () => undefined);
  client.on(Events.InteractionCreate, (interaction) => void answer(interaction));
  const ready = new Promise((resolve) => void client.once(Events.ClientReady, resolve));
  await client.login(discord.token);
  await ready;
  return Object.assign(client, { [Symbol.asyncDispose]: () => client.destroy() });
}

/** Answers an interaction by hand, whatever discord.js thinks of it; the code, or `accepted`. */
export const answerRaw = (discord: FakeDiscord, { id, token }: Pick<Interaction, 'id' | 'token'>, type: number, data: object = {}): Promise<unknown> =>
  codeOf(aRest(discord).post(Routes.interactionCallback(id, token), { body: { type, data }, auth: false }));
