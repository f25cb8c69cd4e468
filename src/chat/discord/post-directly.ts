import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import { tryAgain } from '../again.ts';
import type { Directs } from '../directs.ts';
import { DiscordFault } from './faults.ts';
import type { Discord } from './rest.ts';
import { newBody, type Sendable } from './sendable.ts';

/** A message of ours, enough to change it for ever after. */
export interface Standing { channel: string; id: string }

/**
 * Posts in the conversation between somebody of Discord and us, whoever they are; what passes is waited for, and what was posted
 * without our hearing of it is not posted again. @throws DiscordFault, such as 50007 when they take no direct messages
 */
export async function postDirectly(ways: { discord: Pick<Discord, 'call'>; directs: Directs; log: Logger }, userId: string, drawn: Sendable): Promise<Standing> {
  const nonce = newNonce();
  const { discord, directs, log } = ways;
  return tryAgain(async () => {
    try {
      return await postWithNonce(discord, (await directs.open(userId, 'talk')).id, newBody(drawn), drawn.files, nonce);
    } catch (error) {
      if (error instanceof DiscordFault && !error.gone) throw error;
      // It was remembered wrongly, or the store that remembers it is away: Discord knows it.
      log.info({ err: error }, 'a direct conversation is asked for anew');
      await directs.forget(userId).catch(() => {});
      const { id } = await discord.call<{ id: string }>('POST', '/users/@me/channels', { body: { recipient_id: userId }, lane: 'talk' });
      return postWithNonce(discord, id, newBody(drawn), drawn.files, nonce);
    }
  });
}

/** Of what is sent twice with one of these within minutes, Discord keeps one message. */
export const newNonce = (): string => randomUUID().replaceAll('-', '').slice(0, 25);

/** Posts into a channel once, however often it is tried with that nonce. @throws DiscordFault */
export async function postWithNonce(discord: Pick<Discord, 'call'>, channel: string, body: object, files: Sendable['files'], nonce: string): Promise<Standing> {
  const { id } = await discord.call<{ id: string }>('POST', `/channels/${channel}/messages`, { body: { ...body, nonce, enforce_nonce: true }, files, lane: 'talk', place: channel });
  return { channel, id };
}

/** Whoever takes no direct messages from us: theirs are closed, or we share no server (any more). */
export const isClosed = (error: unknown): boolean => error instanceof DiscordFault && error.key === 'discord.closed';
