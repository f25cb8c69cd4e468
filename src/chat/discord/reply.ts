import type { Logger } from 'pino';
import { setTimeout as sleep } from 'node:timers/promises';
import { tryAgain } from '../again.ts';
import { ephemeral, interactionType, type Asked } from './asked.ts';
import { DiscordFault } from './faults.ts';
import type { Modal } from './render/modal.ts';
import type { Discord } from './rest.ts';
import { changedBody, newBody, type Sendable } from './sendable.ts';

/** Discord waits three seconds for the first answer, of which the ways to and fro take some; milliseconds. */
const deferAfterMs = 1800;
/** A first answer that failed is tried again as long as it may still be in time; milliseconds. */
const inTimeMs = 2600;
const pauseMs = 150;
/** Discord's numbers of first answers (interactions/receiving-and-responding, "Interaction Callback Type"). */
const callback = { message: 4, later: 5, laterInPlace: 6, inPlace: 7, modal: 9 } as const;
/** Nobody waits for that answer any more: too late, or the token is 15 minutes old. */
const over: ReadonlySet<string> = new Set(['10062', '10015', '10008', '50027']);
/** Somebody gave a first answer already. */
const acknowledged = '40060';
/** What a first answer is called among the messages that answer. */
const original = '@original';

/** Who sees an answer. */
export type SeenBy = 'asker' | 'everybody';
/** Where an answer stands, for `edit`; without an id where Discord did not say so. */
export interface Said { id?: string }
/** The ways to answer one interaction. */
export interface Reply {
  /** Shows a form. @returns false when Discord takes none here (any more): offer a button then */
  open(modal: Modal): Promise<boolean>;
  /** @param stays the step that was pressed is not over: the answer stands beside it @returns undefined when nobody waits there any more @throws DiscordFault */
  say(drawn: Sendable, seenBy: SeenBy, stays?: boolean): Promise<Said | undefined>;
  /** Changes what was said. @returns false when that cannot be changed any more: a quarter of an hour is over @throws DiscordFault */
  edit(said: Said, drawn: Sendable): Promise<boolean>;
  /** There is nothing to say: what is waited for ends. */
  nothing(): Promise<void>;
  /** Somebody else answers: this one says nothing at all. */
  leave(): void;
}

export interface ReplyOptions {
  /** Has to be before Discord is told that an answer comes later: from then on it counts as taken. Never rejects. */
  beforeLater?(): Promise<unknown>;
  /** A process that fell may have told Discord already that an answer comes. */
  mayBeAnnounced?: boolean;
}

/**
 * Answers at once when that is quick; else Discord is told in time that an answer comes, to the asker alone, and it comes
 * afterwards. A form can only be the first answer.
 */
export function replyTo({ discord, log }: { discord: Pick<Discord, 'call'>; log: Logger }, asked: Asked, { beforeLater, mayBeAnnounced = false }: ReplyOptions = {}): Reply {
  const { id, token, applicationId, type, isStep } = asked;
  const began = performance.now();
  /** `standing`: nothing was announced, and what was pressed still stands there. */
  let state: 'open' | 'waiting' | 'standing' | 'answered' | 'over' = 'open';
  const timer = setTimeout(() => { telling = tellLater(); }, deferAfterMs);
  let telling: Promise<void> | undefined;
  const isQuiet = type === interactionType.press || isStep;

  /**
   * The first answer, again while that may help. @returns false, with the state that is, when it was not given: too late, or somebody
   * else gave one @throws DiscordFault when Discord does not take it as it is
   */
  const first = async (kind: number, data?: object, files?: Sendable['files']): Promise<boolean> => {
    let isInDoubt = false;
    for (;;) {
      try {
        await discord.call('POST', `/interactions/${id}/${token}/callback`, { body: { type: kind, ...(data === undefined ? {} : { data }) }, ...(files === undefined ? {} : { files }), lane: 'page' });
        return true;
      } catch (error) {
        if (!(error instanceof DiscordFault)) throw error;
        if (error.code === acknowledged) {
          // An attempt that failed may have come through all the same.
          if (isInDoubt) return true;
          state = !mayBeAnnounced ? 'answered' : isQuiet ? 'standing' : 'waiting';
          return false;
        }
        if (!error.retry && !over.has(error.code)) throw error;
        isInDoubt ||= error.inDoubt;
        if (error.retry && performance.now() - began + pauseMs < inTimeMs) {
          await sleep(pauseMs);
          continue;
        }
        // Whether it came through is found out by what follows.
        state = isInDoubt && error.retry ? 'answered' : 'over';
        log.info({ err: error, type }, 'an interaction was not answered in time');
        return false;
      }
    }
  };
  const tellLater = async (): Promise<void> => {
    try {
      await beforeLater?.();
      if (await (isQuiet ? first(callback.laterInPlace) : first(callback.later, { flags: ephemeral }))) state = isQuiet ? 'standing' : 'waiting';
    } catch (error) {
      log.info({ err: error }, 'Discord was not told that an answer comes later');
      state = 'over';
    }
  };
  const begin = async (): Promise<void> => {
    clearTimeout(timer);
    await telling;
  };
  const call = (method: 'POST' | 'PATCH' | 'DELETE', path: string, body?: object, files?: Sendable['files']): Promise<{ id?: string } | undefined> =>
    discord.call(method, `/webhooks/${applicationId}/${token}${path}`, { ...(body === undefined ? {} : { body }), ...(files === undefined ? {} : { files }), lane: 'talk' });
  /** After the first answer, for a quarter of an hour. */
  const follow = async (method: 'POST' | 'PATCH', path: string, body: object, files?: Sendable['files']): Promise<Said | undefined> => {
    try {
      return await tryAgain(async (isInDoubt) => {
        // One that may stand there already is not said twice.
        if (isInDoubt && method === 'POST') return {};
        const { id: message } = (await call(method, path, body, files)) ?? {};
        return message === undefined ? {} : { id: message };
      });
    } catch (error) {
      if (!(error instanceof DiscordFault) || !over.has(error.code)) throw error;
      if (method === 'POST' || error.code !== '10008') state = 'over';
      return undefined;
    }
  };
  const isGiven = async (giving: Promise<Said | undefined>): Promise<boolean> => (await giving) !== undefined;
  /** In the place of the step that was pressed. @returns false when it still stands there */
  const takePlace = async (body: object, files?: Sendable['files']): Promise<boolean> => {
    if ((state === 'open' && (await first(callback.inPlace, body, files))) || (state === 'standing' && (await isGiven(follow('PATCH', `/messages/${original}`, body, files))))) {
      state = 'answered';
      return true;
    }
    return false;
  };
  const takeBack = async (): Promise<void> => {
    await call('DELETE', `/messages/${original}`).catch((error: unknown) => log.info({ err: error }, 'an announced answer could not be taken back'));
  };

  return {
    async open(modal) {
      if (type === interactionType.form) return false;
      await begin();
      if (state !== 'open' || !(await first(callback.modal, modal))) return false;
      state = 'answered';
      return true;
    },
    async say(drawn, seenBy, stays = false) {
      await begin();
      const body = { ...newBody(drawn), flags: seenBy === 'asker' ? ephemeral : 0 };
      if (isStep && !stays) {
        if (seenBy === 'asker' && (await takePlace(changedBody(drawn), drawn.files))) return { id: original };
        // Who sees a message is fixed: what is for everybody comes anew, and the step goes.
        if (seenBy === 'everybody' && state === 'open') await tellLater();
        if (seenBy === 'everybody' && state === 'standing') {
          const said = await follow('POST', '', body, drawn.files);
          state = said === undefined ? 'over' : 'answered';
          if (said !== undefined) await takeBack();
          return said;
        }
      }
      if (state === 'open' && (await first(callback.message, body, drawn.files))) {
        state = 'answered';
        return { id: original };
      }
      if (state === 'over') return undefined;
      // What was announced is for the asker alone, and what follows it first takes its place: what is for everybody comes after.
      if (state === 'waiting') {
        state = 'answered';
        if (seenBy === 'asker') return (await isGiven(follow('PATCH', `/messages/${original}`, changedBody(drawn), drawn.files))) ? { id: original } : undefined;
        if (!(await isGiven(follow('PATCH', `/messages/${original}`, { content: drawn.message.content, allowed_mentions: { parse: [] } })))) return undefined;
        const said = await follow('POST', '', body, drawn.files);
        await takeBack();
        return said;
      }
      return follow('POST', '', body, drawn.files);
    },
    async edit({ id: message }, drawn) {
      return message !== undefined && state !== 'over' && isGiven(follow('PATCH', `/messages/${message}`, changedBody(drawn), drawn.files));
    },
    leave: () => clearTimeout(timer),
    async nothing() {
      await begin();
      if (state === 'waiting') await takeBack();
      else if (state === 'open' && isQuiet) await tellLater();
      state = 'answered';
    },
  };
}
