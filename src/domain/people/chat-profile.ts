import type { Context } from '../../context.ts';
import { json } from '../../db/client.ts';

/** What a chat platform says of a person. */
export interface ChatProfile {
  /** As the platform shows them. */
  name: string;
  /** Only where the home workspace vouches for it. */
  email?: string;
  /** Only members of the home workspace may be linked by e-mail or look as Viewers (spec §2). */
  standing: 'member' | 'guest' | 'stranger' | 'bot';
}
interface Kept { profile: ChatProfile; ageMinutes: number }

/** What was kept of a chat identity, and how long ago the platform said so. */
export async function keptProfile(ctx: Context, platform: string, chatUserId: string): Promise<Kept | undefined> {
  const [row] = await ctx.sql<Kept[]>`
    select profile, extract(epoch from imas_now() - read_at)::float8 / 60 as "ageMinutes" from chat_profiles
    where platform = ${platform} and chat_user_id = ${chatUserId} and profile ? 'standing'`;
  return row;
}

/** Keeps what the platform just said; the direct conversation with them stays known. */
export async function keepProfile(ctx: Context, platform: string, chatUserId: string, profile: ChatProfile): Promise<void> {
  await ctx.sql`
    insert into chat_profiles (platform, chat_user_id, profile, read_at) values (${platform}, ${chatUserId}, ${json(profile)}::jsonb, imas_now())
    on conflict (platform, chat_user_id) do update set profile = excluded.profile, read_at = excluded.read_at`;
}
