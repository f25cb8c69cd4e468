import type { Sql } from '../db/client.ts';
import type { FarPlatform } from '../queue.ts';
import type { Lane } from './platform-fault.ts';
import type { Place } from './platform.ts';

export interface Directs {
  /** The direct conversation with somebody of the platform, opened when there is none yet. @throws PlatformFault */
  open(chatUserId: string, lane: Lane): Promise<Place>;
  /** It turned out not to be there any more. */
  forget(chatUserId: string): Promise<void>;
}

/**
 * Direct conversations, kept beside the profiles and in memory: a page asks the platform for it once in a lifetime.
 * @param ask opens one there
 */
export function directsOf(platform: FarPlatform, sql: Sql, ask: (chatUserId: string, lane: Lane) => Promise<string>): Directs {
  const known = new Map<string, string>();
  const find = async (chatUserId: string): Promise<string | undefined> => {
    const [row] = await sql<{ direct_place_id: string | null }[]>`select direct_place_id from chat_profiles where platform = ${platform} and chat_user_id = ${chatUserId}`;
    return row?.direct_place_id ?? undefined;
  };
  const openThere = async (chatUserId: string, lane: Lane): Promise<string> => {
    const id = await ask(chatUserId, lane);
    // Nothing was read of the person yet: the profile counts as old.
    await sql`
      insert into chat_profiles (platform, chat_user_id, profile, direct_place_id, read_at) values (${platform}, ${chatUserId}, '{}', ${id}, 'epoch')
      on conflict (platform, chat_user_id) do update set direct_place_id = excluded.direct_place_id`;
    return id;
  };
  return {
    async open(chatUserId, lane) {
      const id = known.get(chatUserId) ?? (await find(chatUserId)) ?? (await openThere(chatUserId, lane));
      known.set(chatUserId, id);
      return { platform, id, kind: 'direct' };
    },
    async forget(chatUserId) {
      known.delete(chatUserId);
      await sql`update chat_profiles set direct_place_id = null where platform = ${platform} and chat_user_id = ${chatUserId}`;
    },
  };
}
