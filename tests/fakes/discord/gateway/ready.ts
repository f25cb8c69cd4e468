import { channelsIn } from '../channels.ts';
import { channelJson, guildJson, memberJson, userJson } from '../payloads.ts';
import { sees } from '../permissions.ts';
import type { DiscordGuild, Json, World } from '../state.ts';
import type { Session } from './sessions.ts';

const guildsOfBot = (world: World): DiscordGuild[] => [...world.guilds.values()].filter((it) => it.members.has(world.botId));

/** What READY says: guilds come one by one after it. */
export const readyJson = (world: World, session: Session): Json => ({
  v: 10, user: { ...userJson(world.users.get(world.botId)!), verified: true, mfa_enabled: false, email: null }, guilds: guildsOfBot(world).map((it) => ({ id: it.id, unavailable: true })), session_id: session.id,
  resume_gateway_url: world.origin.replace('http', 'ws'), shard: [0, 1], application: { id: world.applicationId, flags: 0 }, private_channels: [], relationships: [], session_type: 'normal', user_settings: {}, presences: [], geo_ordered_rtc_regions: [], guild_join_requests: [],
});

/** A guild as the gateway tells it: without the GuildMembers intent its only member is the bot. */
export const guildCreateJson = (world: World, guild: DiscordGuild): Json => ({
  ...guildJson(guild), joined_at: new Date(world.now()).toISOString(), large: false, unavailable: false, member_count: guild.members.size, voice_states: [], members: [memberJson(guild.members.get(world.botId)!)],
  channels: channelsIn(world, guild.id).map((it) => channelJson(world, it)), threads: [...world.channels.values()].filter((it) => it.guildId === guild.id && it.thread?.isArchived === false && sees(world, it, world.botId)).map((it) => channelJson(world, it)),
  presences: [], stage_instances: [], guild_scheduled_events: [], soundboard_sounds: [], embedded_activities: [],
});

export const guildCreates = (world: World): Json[] => guildsOfBot(world).map((it) => guildCreateJson(world, it));
