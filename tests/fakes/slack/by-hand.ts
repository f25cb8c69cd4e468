import { newChannel } from './channels.ts';
import type { Events } from './events.ts';
import { newId } from './ids.ts';
import { type NewUser, type SlackChannel, type SlackUser, type Workspace, aUser } from './state.ts';

/** What people and administrators of the workspace do outside the app. */
export interface ByHand {
  addUser(it: NewUser): SlackUser;
  /** A channel of people; the bot is in it unless `withoutBot`. */
  addChannel(it: { name: string; isPrivate?: boolean; isShared?: boolean; members?: readonly string[]; withoutBot?: boolean }): SlackChannel;
  addGroup(handle: string, users: readonly string[]): { id: string };
  revokeToken(whose?: 'bot' | 'app'): void;
  /** What the app was installed with: a method outside answers missing_scope. */
  grant(scopes: readonly string[]): void;
  archiveByHand(channel: string, by?: string): Promise<void>;
  unarchiveByHand(channel: string, by?: string): Promise<void>;
  /** Gone with all its messages. */
  deleteByHand(channel: string, by?: string): Promise<void>;
  removeBot(channel: string): void;
}

export function byHand(world: Workspace, events: Events): ByHand {
  const tell = async (id: string, what: 'archive' | 'unarchive' | 'deleted', by: string | undefined): Promise<void> => {
    const channel = world.channels.get(id)!;
    world.changes.changed();
    await events.tell({ type: `${channel.kind === 'public' ? 'channel' : 'group'}_${what}`, channel: id, user: by ?? channel.creator, event_ts: world.nextTs() }, channel);
  };
  return {
    addUser(it) {
      const user = aUser(world.teamId, it);
      world.users.set(user.id, user);
      return user;
    },
    addChannel: ({ name, isPrivate, isShared, members = [], withoutBot }) =>
      newChannel(world, { kind: isPrivate === true ? 'private' : 'public', name, isShared: isShared ?? false, members: withoutBot === true ? members : [...members, world.botUser], creator: members[0] ?? world.botUser }),
    addGroup(handle, users) {
      const group = { id: newId('S'), handle, name: handle, users: [...users] };
      world.groups.set(group.id, group);
      return group;
    },
    revokeToken: (whose = 'bot') => void (world.tokens[whose] = 'revoked'),
    grant: (scopes) => void (world.scopes = new Set(scopes)),
    removeBot: (id) => void world.channels.get(id)?.members.delete(world.botUser),
    async archiveByHand(id, by) {
      world.channels.get(id)!.isArchived = true;
      await tell(id, 'archive', by);
    },
    async unarchiveByHand(id, by) {
      world.channels.get(id)!.isArchived = false;
      await tell(id, 'unarchive', by);
    },
    async deleteByHand(id, by) {
      const told = tell(id, 'deleted', by);
      world.channels.delete(id);
      await told;
    },
  };
}
