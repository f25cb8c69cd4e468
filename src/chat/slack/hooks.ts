import type { Answer } from '../card.ts';
import type { Speaker } from '../platform.ts';

/** A message of a channel, as Slack tells of it. */
export interface HeardMessage { channel: string; ts: string; thread?: string; text: string; userId?: string; botId?: string; /** Such as `message_deleted`; none: somebody wrote. */ subtype?: string; /** With `message_deleted` and `message_changed`: which. */ of?: string }
/** A shortcut that somebody chose, from the lightning or from a message's menu. */
export interface Shortcut { callbackId: string; from: Speaker; userId: string; channel?: string; message?: { channel: string; ts: string; text: string; userId?: string; thread?: string } }

/**
 * What happens in Slack besides commands, clicks and forms. Every delivery comes once; what a hook throws is logged. A
 * shortcut's answer is given like any other: a form opens, a card is shown to whoever asked.
 */
export interface Hooks {
  home?(it: { userId: string; teamId?: string }): Promise<void>;
  reaction?(it: { added: boolean; name: string; userId: string; channel: string; ts: string; authorId?: string }): Promise<void>;
  joined?(it: { userId: string; channel: string }): Promise<void>;
  message?(it: HeardMessage): Promise<void>;
  /** Archived, deleted, or we were put out of it. */
  archived?(it: { channel: string; how: 'archived' | 'deleted' | 'left'; userId?: string }): Promise<void>;
  unarchived?(it: { channel: string }): Promise<void>;
  /** The app was removed or its tokens revoked. */
  uninstalled?(): Promise<void>;
  messageShortcut?(it: Shortcut): Promise<Answer>;
  globalShortcut?(it: Shortcut): Promise<Answer>;
}
