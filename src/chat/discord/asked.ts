/** Discord's numbers for what comes in (interactions/receiving-and-responding, "Interaction Type"). */
export const interactionType = { command: 2, press: 3, completion: 4, form: 5 } as const;

export interface DiscordUser { id: string; username?: string; global_name?: string | null; bot?: boolean }
export interface DiscordMember { user?: DiscordUser; nick?: string | null; roles?: readonly string[] }
/** One option that somebody filled in, or the sub-command that holds them. */
export interface GivenOption { type: number; name: string; value?: string | number | boolean; focused?: boolean; options?: readonly GivenOption[] }
export interface DiscordMessage {
  id: string; channel_id?: string; content?: string; timestamp?: string; flags?: number; author?: DiscordUser;
  embeds?: readonly { title?: string; description?: string }[]; attachments?: readonly { filename?: string; url?: string }[];
  mentions?: readonly DiscordUser[];
  components?: readonly { components?: readonly { custom_id?: string }[] }[];
  /** What was forwarded stands here, not in the content. */
  message_snapshots?: readonly { message?: Pick<DiscordMessage, 'content' | 'embeds' | 'attachments'> }[];
}
/** The members of Discord's interactions that we read; which are there depends on the type. */
export interface Interaction {
  id: string;
  application_id: string;
  type: number;
  token: string;
  guild_id?: string;
  channel_id?: string;
  channel?: { id: string; type?: number; parent_id?: string | null };
  member?: DiscordMember;
  user?: DiscordUser;
  message?: DiscordMessage;
  data?: {
    name?: string; type?: number; options?: readonly GivenOption[]; target_id?: string; resolved?: { messages?: Readonly<Record<string, DiscordMessage>> };
    custom_id?: string; component_type?: number; values?: readonly string[]; components?: readonly unknown[];
  };
}

/** Who asked something in Discord, and where. */
export interface Asked {
  /** Of the interaction, with the token that answers it for 15 minutes. */
  id: string;
  token: string;
  applicationId: string;
  type: number;
  userId: string;
  name: string;
  /** Ids of their roles in the server; none where Discord does not say. */
  roles: readonly string[];
  /** In a server, as one of its members. */
  isMember: boolean;
  guildId?: string;
  channel?: string;
  /** The channel around a thread. */
  parent?: string;
  /** Between them and us alone. */
  isDirect: boolean;
  /** The message whose button was pressed, when others see it too. */
  message?: string;
  /** What was pressed is a step on the way, seen by them alone, such as a question or an unfinished form: what comes of it takes its place. */
  isStep: boolean;
}

/** Buttons of steps begin so (button-commands.ts). */
const stepMark = 'form/';
/** Only this person sees it. */
export const ephemeral = 1 << 6;
const threadTypes: ReadonlySet<number | undefined> = new Set([10, 11, 12]);

export function askedBy(interaction: Interaction): Asked {
  const { member, channel, message, guild_id: guildId } = interaction;
  const user = member?.user ?? interaction.user ?? { id: '' };
  const channelId = interaction.channel_id ?? channel?.id;
  const parent = threadTypes.has(channel?.type) ? channel?.parent_id : undefined;
  const isPrivate = ((message?.flags ?? 0) & ephemeral) !== 0;
  const seen = message !== undefined && !isPrivate ? message.id : undefined;
  const isStep = isPrivate && (message?.components ?? []).some(({ components = [] }) => components.some(({ custom_id: id }) => id?.startsWith(stepMark) === true));
  return {
    id: interaction.id, token: interaction.token, applicationId: interaction.application_id, type: interaction.type,
    userId: user.id, name: [member?.nick, user.global_name, user.username, user.id].find((word) => word != null && word.trim() !== '') ?? '',
    roles: member?.roles ?? [], isMember: member !== undefined && user.bot !== true, isDirect: guildId === undefined, isStep,
    ...(guildId === undefined ? {} : { guildId }), ...(channelId === undefined ? {} : { channel: channelId }), ...(parent ? { parent } : {}), ...(seen === undefined ? {} : { message: seen }),
  };
}
