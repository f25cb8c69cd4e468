import type { Actor } from '../../context.ts';

/** What somebody wanted to do: as they typed it, or the button or form they used. */
export type Wanted = { phrase: string } | { command: string; args: Readonly<Record<string, string>>; values?: Readonly<Record<string, string>> };
/** Where they wanted it, as their chat platform names it, and the incident that place implies. */
export interface WantedIn {
  place?: { platform: string; id: string; kind: string; thread?: string };
  incident?: string;
}

/** Who may ask for access: a chat identity without an account, or a person in a chat. Exactly one of the ids is there. */
export interface Asker { platform: 'console' | 'slack' | 'discord'; chatUserId: string | null; userId: string | null; name: string }

/** The actor as somebody who may ask for more; undefined for tools, tokens and the command line, which have nobody to press a button. */
export function askerOf(actor: Actor): Asker | undefined {
  if (actor.kind === 'visitor') return { platform: actor.platform, chatUserId: actor.chatUserId, userId: null, name: actor.name };
  if (actor.kind !== 'person' || actor.scopes !== undefined || (actor.via !== 'console' && actor.via !== 'slack' && actor.via !== 'discord')) return undefined;
  return { platform: actor.via, chatUserId: null, userId: actor.userId, name: actor.username };
}
