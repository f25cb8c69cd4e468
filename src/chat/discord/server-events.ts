/** What is done when something happens in servers that the bot is in. */
export interface ServerHooks {
  /** The bot came into our server, or was put out of it. */
  guild(isThere: boolean): void;
  /** The bot came into another server, or was put out of one. */
  elsewhere(): void;
  /** A channel or thread of our server was deleted. */
  channelGone(id: string): void;
  /** Who may do what in a channel may have changed. */
  channelChanged(id: string): void;
  /** A role, or which of them are ours, changed. @param gone the one that was deleted */
  rolesChanged(gone?: string): void;
}
type Heard = <T>(event: string, work: (data: T) => void) => void;
interface Place { id: string }
interface RoleDeleted { guild_id: string; role_id: string }
interface MemberChanged { guild_id: string; user: { id: string } }

/** Hears of what Discord tells with the intent for servers alone. @param about.seen whether we are in our server is known anew */
export function hearOfServers(heard: Heard, { guildId, isUs, seen, hooks }: { guildId: string; isUs(userId: string): boolean; seen(isThere: boolean): void; hooks: ServerHooks }): void {
  heard<Place>('CHANNEL_DELETE', ({ id }) => hooks.channelGone(id));
  heard<Place>('THREAD_DELETE', ({ id }) => hooks.channelGone(id));
  heard<Place>('CHANNEL_UPDATE', ({ id }) => hooks.channelChanged(id));
  heard<RoleDeleted>('GUILD_ROLE_DELETE', (it) => { if (it.guild_id === guildId) hooks.rolesChanged(it.role_id); });
  heard<{ guild_id: string }>('GUILD_ROLE_UPDATE', (it) => { if (it.guild_id === guildId) hooks.rolesChanged(); });
  // Of others Discord tells only whoever has a privileged intent.
  heard<MemberChanged>('GUILD_MEMBER_UPDATE', (it) => { if (it.guild_id === guildId && isUs(it.user.id)) hooks.rolesChanged(); });
  const told = (isThere: boolean) => ({ id, unavailable }: Place & { unavailable?: boolean }): void => {
    // Unavailable: Discord's own trouble, which passes.
    if (unavailable === true) return;
    if (id !== guildId) return hooks.elsewhere();
    seen(isThere);
    hooks.guild(isThere);
  };
  heard('GUILD_CREATE', told(true));
  heard('GUILD_DELETE', told(false));
}
