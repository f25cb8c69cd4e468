import type { Sql } from '../../db/client.ts';
import type { Place } from '../platform.ts';
import type { Lane } from '../platform-fault.ts';
import type { Slack } from './web.ts';

export interface Directs {
  /** The direct conversation with somebody of Slack, opened when there is none yet. @throws SlackFault */
  open(slackUserId: string, lane: Lane): Promise<Place>;
  /** It turned out not to be there any more. */
  forget(slackUserId: string): Promise<void>;
}

/** Direct conversations, kept beside the profiles and in memory: a page asks Slack for it once in a lifetime. */
export function slackDirects({ slack, sql }: { slack: Slack; sql: Sql }): Directs {
  const known = new Map<string, string>();
  const find = async (slackUserId: string): Promise<string | undefined> => {
    const [row] = await sql<{ direct_place_id: string | null }[]>`select direct_place_id from chat_profiles where platform = 'slack' and chat_user_id = ${slackUserId}`;
    return row?.direct_place_id ?? undefined;
  };
  const ask = async (slackUserId: string, lane: Lane): Promise<string> => {
    const { channel } = await slack.call<{ channel: { id: string } }>('conversations.open', { users: slackUserId }, { lane });
    // Nothing was read of the person yet: the profile counts as old.
    await sql`
      insert into chat_profiles (platform, chat_user_id, profile, direct_place_id, read_at) values ('slack', ${slackUserId}, '{}', ${channel.id}, 'epoch')
      on conflict (platform, chat_user_id) do update set direct_place_id = excluded.direct_place_id`;
    return channel.id;
  };
  return {
    async open(slackUserId, lane) {
      const id = known.get(slackUserId) ?? (await find(slackUserId)) ?? (await ask(slackUserId, lane));
      known.set(slackUserId, id);
      return { platform: 'slack', id, kind: 'direct' };
    },
    async forget(slackUserId) {
      known.delete(slackUserId);
      await sql`update chat_profiles set direct_place_id = null where platform = 'slack' and chat_user_id = ${slackUserId}`;
    },
  };
}
