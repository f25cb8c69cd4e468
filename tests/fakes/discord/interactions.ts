import { newSecret } from './ids.ts';
import { memberJson, placeJson, userJson } from './payloads.ts';
import { permissionsIn } from './permissions.ts';
import type { DiscordChannel, Interaction, Json, World } from './state.ts';

/** The first answer must come so soon, and all others before the token ends (interactions/receiving-and-responding). */
export const PATIENCE_MS = 3000;
export const TOKEN_MS = 15 * 60_000;

export interface NewInteraction { type: Interaction['type']; userId: string; channel: DiscordChannel; data: Json; what: string; messageId?: string | undefined; message?: Json | undefined }

/** Somebody did something: it is noted, and told to the app's gateway sessions with everything Discord sends along. */
export function begin(world: World, it: NewInteraction): Interaction {
  const { channel, userId } = it;
  const interaction: Interaction = {
    id: world.newId(), token: `aW50ZXJhY3Rpb24${newSecret()}${newSecret()}`, type: it.type, at: world.now(), userId, guildId: channel.guildId, channelId: channel.id, what: it.what,
    messageId: it.messageId, acknowledged: undefined, original: undefined, answers: [], form: undefined, choices: undefined, payload: {},
  };
  world.interactions.set(interaction.id, interaction);
  const guild = world.guilds.get(channel.guildId ?? '');
  const user = world.users.get(userId)!;
  const member = guild?.members.get(userId);
  const permissions = String(permissionsIn(world, channel, userId));
  interaction.payload = {
    id: interaction.id, application_id: world.applicationId, type: it.type, token: interaction.token, version: 1, data: it.data, locale: user.locale, app_permissions: String(permissionsIn(world, channel, world.botId)),
    channel_id: channel.id, channel: placeJson(world, channel, userId), entitlements: [], authorizing_integration_owners: { 0: guild?.id ?? '0' }, context: guild ? 0 : 1, attachment_size_limit: 10_485_760,
    ...(guild && member ? { guild_id: guild.id, guild: { id: guild.id, locale: guild.locale, features: [] }, guild_locale: guild.locale, member: { ...memberJson(member), permissions } } : { user: userJson(user) }),
    ...(it.message && { message: it.message }),
  };
  deliver(world, interaction);
  return interaction;
}

/** Tells the app's sessions; a second time what they may have heard already. */
export const deliver = (world: World, interaction: Interaction): void => world.happened('INTERACTION_CREATE', interaction.payload);
