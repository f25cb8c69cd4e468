import { has, permissionsIn } from './permissions.ts';
import type { DiscordChannel, DiscordGuild, DiscordMember, DiscordMessage, DiscordRole, DiscordUser, Json, World } from './state.ts';

const iso = (ms: number): string => new Date(ms).toISOString().replace('Z', '000+00:00');

export const userJson = (user: DiscordUser): Json => ({
  id: user.id, username: user.name.toLowerCase().replaceAll(/[^a-z0-9_.]+/g, '.'), discriminator: '0', global_name: user.name, avatar: null, bot: user.isBot, public_flags: 0, flags: 0,
});
export const memberJson = (member: DiscordMember): Json => ({
  user: userJson(member.user), nick: member.nick ?? null, avatar: null, roles: [...member.roles], joined_at: iso(member.joinedAt), premium_since: null, deaf: false, mute: false, pending: false, flags: 0, communication_disabled_until: null,
});
export const roleJson = (role: DiscordRole): Json => ({
  id: role.id, name: role.name, color: 0, colors: { primary_color: 0, secondary_color: null, tertiary_color: null }, hoist: false, icon: null, unicode_emoji: null,
  position: role.position, permissions: String(role.permissions), managed: role.isManaged, mentionable: role.isMentionable, flags: 0,
});

export function channelJson(world: World, channel: DiscordChannel): Json {
  if (channel.guildId === undefined) return { id: channel.id, type: channel.type, last_message_id: null, flags: 0, recipients: [userJson(world.users.get(channel.other!)!)] };
  const common = { id: channel.id, type: channel.type, guild_id: channel.guildId, name: channel.name, parent_id: channel.parentId ?? null, last_message_id: null, rate_limit_per_user: 0, flags: 0 };
  const { thread } = channel;
  if (thread) {
    return {
      ...common, owner_id: thread.ownerId, message_count: 0, member_count: thread.members.size, total_message_sent: 0,
      thread_metadata: { archived: thread.isArchived, auto_archive_duration: thread.archivesAfter, archive_timestamp: iso(world.now()), locked: thread.isLocked, create_timestamp: iso(world.now()), ...(thread.isPrivate && { invitable: true }) },
    };
  }
  const overwrites = channel.overwrites.map((it) => ({ id: it.id, type: it.type, allow: String(it.allow), deny: String(it.deny) }));
  return { ...common, position: channel.position, topic: channel.topic ?? null, nsfw: false, permission_overwrites: overwrites };
}

export function guildJson(guild: DiscordGuild): Json {
  return {
    id: guild.id, name: guild.name, icon: null, splash: null, discovery_splash: null, owner_id: guild.ownerId, afk_channel_id: null, afk_timeout: 300, verification_level: 0, default_message_notifications: 0, explicit_content_filter: 0,
    roles: [...guild.roles.values()].map(roleJson), emojis: [], features: [], stickers: [], mfa_level: 0, application_id: null, system_channel_id: null, system_channel_flags: 0, rules_channel_id: null, max_members: 500_000, vanity_url_code: null,
    description: null, banner: null, premium_tier: 0, premium_subscription_count: 0, preferred_locale: guild.locale, public_updates_channel_id: null, nsfw_level: 0, premium_progress_bar_enabled: false, safety_alerts_channel_id: null,
  };
}

/** A message as it is sent; `isRedacted` for what the bot must not read without the MessageContent intent. */
export function messageJson(world: World, message: DiscordMessage, isRedacted = false): Json {
  const author = world.users.get(message.authorId);
  const webhook = world.webhooks.get(message.webhookId ?? '');
  const referenced = world.messages.find((it) => it.id === message.reference);
  const users = [...message.content.matchAll(/<@!?(\d+)>/g)].flatMap(([, id]) => world.users.get(id!) ?? []);
  const interaction = world.interactions.get(message.interactionId ?? '');
  return {
    id: message.id, channel_id: message.channelId, type: message.type, author: author ? userJson(author) : { id: message.webhookId, username: webhook?.name ?? 'webhook', discriminator: '0000', avatar: null, bot: true, global_name: null },
    content: isRedacted ? '' : message.content, embeds: isRedacted ? [] : message.embeds.map((it) => ({ type: 'rich', ...it })), components: isRedacted ? [] : message.components, flags: message.flags,
    timestamp: iso(Number(BigInt(message.id) >> 22n) + 1_420_070_400_000), edited_timestamp: message.edits.length > 0 ? iso(world.now()) : null, tts: false,
    mention_everyone: message.pings.includes('everyone') || message.pings.includes('here'), mentions: users.map(userJson), mention_roles: [...message.content.matchAll(/<@&(\d+)>/g)].map(([, id]) => id),
    attachments: isRedacted ? [] : message.attachments.map((it) => ({ id: it.id, filename: it.name, ...(it.description !== '' && { description: it.description }), size: it.content.length, content_type: it.type, url: attachmentUrl(world, message, it.id, it.name), proxy_url: attachmentUrl(world, message, it.id, it.name) })),
    pinned: world.channels.get(message.channelId)?.pins.has(message.id) ?? false,
    reactions: [...message.reactions].map(([name, who]) => ({ emoji: { id: null, name }, count: who.size, count_details: { burst: 0, normal: who.size }, me: who.has(world.botId), me_burst: false, burst_colors: [] })),
    ...(message.nonce !== undefined && { nonce: message.nonce }), ...(message.webhookId !== undefined && { webhook_id: message.webhookId }), ...(message.interactionId !== undefined && { application_id: world.applicationId, webhook_id: world.applicationId }),
    ...(interaction && { interaction_metadata: { id: interaction.id, type: interaction.type, user: userJson(world.users.get(interaction.userId)!), authorizing_integration_owners: { 0: interaction.guildId ?? '0' } } }),
    ...(referenced && { message_reference: { type: 0, message_id: referenced.id, channel_id: referenced.channelId }, ...(message.type === 19 && { referenced_message: messageJson(world, { ...referenced, reference: undefined }, isUnreadable(world, referenced)) }) }),
  };
}

const attachmentUrl = (world: World, message: DiscordMessage, id: string, name: string): string => `${world.origin}/attachments/${message.channelId}/${id}/${encodeURIComponent(name)}`;

/** Without the MessageContent intent an app reads its own messages, those in its direct conversations and those that mention it. */
export const isUnreadable = (world: World, message: DiscordMessage): boolean =>
  message.authorId !== world.botId && message.interactionId === undefined && world.channels.get(message.channelId)?.guildId !== undefined && !message.content.includes(`<@${world.botId}>`);

/** A channel as it stands in an interaction: with what the person may do there. */
export function placeJson(world: World, channel: DiscordChannel, userId: string): Json {
  return { ...channelJson(world, channel), permissions: String(permissionsIn(world, channel, userId)), app_permissions: String(permissionsIn(world, channel, world.botId)) };
}
/** A person's name in words about them. */
export const nameOf = (world: World, userId: string): string => world.users.get(userId)?.name ?? userId;
/** A webhook may always. */
export const mayMentionAll = (world: World, channel: DiscordChannel, userId: string): boolean => world.webhooks.has(userId) || has(permissionsIn(world, channel, userId), 'MentionEveryone');
