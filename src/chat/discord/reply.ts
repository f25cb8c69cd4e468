import type { Logger } from 'pino';
import { ephemeral, interactionType, type Asked } from './asked.ts';
import { DiscordFault } from './faults.ts';
import type { DrawnMessage } from './render/message.ts';
import type { Modal } from './render/modal.ts';
import type { Discord } from './rest.ts';

/** Discord waits three seconds for the first answer, of which the ways to and fro take some; milliseconds. */
const deferAfterMs = 1800;
/** Discord's numbers of first answers (interactions/receiving-and-responding, "Interaction Callback Type"). */
const callback = { message: 4, later: 5, laterInPlace: 6, modal: 9 } as const;
/** Nobody waits for that answer any more: too late, or the token is 15 minutes old. */
const over: ReadonlySet<string> = new Set(['10062', '10015', '10008', '50027']);
/** Somebody gave a first answer already. */
const acknowledged = '40060';

/** The ways to answer one interaction, each used once. */
export interface Reply {
  /** Shows a form. @returns false when Discord takes none here (any more): offer a button then */
  open(modal: Modal): Promise<boolean>;
  /** @returns false when nobody waits there any more @throws DiscordFault */
  say(drawn: DrawnMessage, seenBy: 'asker' | 'everybody'): Promise<boolean>;
  /** There is nothing to say: what is waited for ends. */
  nothing(): Promise<void>;
  /** Somebody else answers: this one says nothing at all. */
  leave(): void;
}

/**
 * Answers at once when that is quick; else Discord is told in time that an answer comes, to the asker alone, and it comes
 * afterwards. A form can only be the first answer.
 */
export function replyTo({ discord, log }: { discord: Discord; log: Logger }, asked: Asked): Reply {
  const { id, token, applicationId, type } = asked;
  let state: 'open' | 'waiting' | 'answered' | 'over' = 'open';
  const timer = setTimeout(() => { telling = tellLater(); }, deferAfterMs);
  let telling: Promise<void> | undefined;

  const first = (kind: number, data?: object): Promise<unknown> => discord.call('POST', `/interactions/${id}/${token}/callback`, { body: { type: kind, ...(data === undefined ? {} : { data }) }, lane: 'page' });
  const after = (method: 'POST' | 'PATCH' | 'DELETE', path: string, body?: object): Promise<unknown> => discord.call(method, `/webhooks/${applicationId}/${token}${path}`, { ...(body === undefined ? {} : { body }), lane: 'talk' });
  const isPress = type === interactionType.press;

  /** What a first answer that failed tells. @throws the fault when it tells nothing of the sort */
  const failed = (error: unknown): void => {
    if (!(error instanceof DiscordFault)) throw error;
    if (over.has(error.code)) state = 'over';
    // It may have come through: what follows finds out.
    else if (error.code === acknowledged || error.inDoubt) state = 'answered';
    else throw error;
  };
  const tellLater = async (): Promise<void> => {
    try {
      await (isPress ? first(callback.laterInPlace) : first(callback.later, { flags: ephemeral }));
      state = isPress ? 'answered' : 'waiting';
    } catch (error) {
      log.info({ err: error }, 'Discord was not told that an answer comes later');
      try { failed(error); } catch { state = 'over'; }
    }
  };
  const begin = async (): Promise<void> => {
    clearTimeout(timer);
    await telling;
  };
  /** After the first answer, for a quarter of an hour. */
  const follow = async (method: 'POST' | 'PATCH', path: string, body: object): Promise<boolean> => {
    try {
      await after(method, path, body);
      return true;
    } catch (error) {
      if (error instanceof DiscordFault && over.has(error.code)) {
        state = 'over';
        return false;
      }
      throw error;
    }
  };

  const takeBack = async (): Promise<void> => {
    await after('DELETE', '/messages/@original').catch((error: unknown) => log.info({ err: error }, 'an announced answer could not be taken back'));
  };

  return {
    async open(modal) {
      if (type === interactionType.form) return false;
      await begin();
      if (state !== 'open') return false;
      try {
        await first(callback.modal, modal);
        state = 'answered';
        return true;
      } catch (error) {
        failed(error);
        return false;
      }
    },
    async say(drawn, seenBy) {
      await begin();
      const body = { ...shown(drawn), flags: seenBy === 'asker' ? ephemeral : 0 };
      if (state === 'open') {
        try {
          await first(callback.message, body);
          state = 'answered';
          return true;
        } catch (error) {
          failed(error);
        }
      }
      if (state === 'over') return false;
      // What was announced is for the asker alone, and what follows it first takes its place: what is for everybody comes after.
      if (state === 'waiting') {
        state = 'answered';
        if (seenBy === 'asker') return follow('PATCH', '/messages/@original', shown(drawn));
        if (!(await follow('PATCH', '/messages/@original', { content: drawn.content, allowed_mentions: { parse: [] } }))) return false;
        const isGiven = await follow('POST', '', body);
        await takeBack();
        return isGiven;
      }
      return follow('POST', '', body);
    },
    leave: () => clearTimeout(timer),
    async nothing() {
      await begin();
      if (state === 'waiting') await takeBack();
      else if (state === 'open' && isPress) await tellLater();
      state = 'answered';
    },
  };
}

/** What is sent of a message. */
export const shown = ({ content, embeds, components, allowed_mentions }: DrawnMessage): object => ({ content, embeds, components, allowed_mentions });
