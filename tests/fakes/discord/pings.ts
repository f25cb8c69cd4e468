import { within } from './checks/components.ts';
import { mayMentionAll } from './payloads.ts';
import { sees } from './permissions.ts';
import type { DiscordChannel, Json, World } from './state.ts';

/** Without allowed_mentions everything counts in ordinary messages, people alone in answers to interactions and webhooks. */
export type Origin = 'message' | 'answer';

/** Whom a message's mentions reach, as resources/message (Allowed Mentions) resolves them: ids of users and roles, `everyone`, `here`. People who cannot see the channel hear nothing. */
export function pingsOf(world: World, channel: DiscordChannel, authorId: string, said: { content: string; components: readonly Json[] }, allowed: Json | undefined | null, origin: Origin): string[] {
  const words = [said.content, ...said.components.flatMap(within).map((it) => it['content'])].filter((it) => typeof it === 'string').join('\n');
  const rule = allowed ?? { parse: origin === 'message' ? ['users', 'roles', 'everyone'] : ['users'] };
  const parse = (rule['parse'] ?? []) as string[];
  const named = (kind: 'users' | 'roles', id: string): boolean => parse.includes(kind) || ((rule[kind] ?? []) as string[]).includes(id);
  const guild = world.guilds.get(channel.guildId ?? '');
  const mayAll = mayMentionAll(world, channel, authorId);
  const found = [...words.matchAll(/<@(&?)!?(\d+)>|@(everyone|here)\b/g)].flatMap(([, isRole, id, all]) => {
    if (all !== undefined) return guild && parse.includes('everyone') && mayAll ? [all] : [];
    if (isRole === '&') return named('roles', id!) && (guild?.roles.get(id!)?.isMentionable === true || (guild?.roles.has(id!) && mayAll)) ? [id!] : [];
    return named('users', id!) && world.users.has(id!) && sees(world, channel, id!) ? [id!] : [];
  });
  return [...new Set(found)];
}
