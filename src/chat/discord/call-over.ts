import type { Say } from '../../texts/say.ts';
import { cardOf } from '../answer.ts';
import { tryAgain } from '../again.ts';
import { buttonCommands } from './button-commands.ts';
import type { Incoming } from './incoming.ts';
import { newNonce, postWithNonce } from './post-directly.ts';
import type { SeenBy } from './reply.ts';
import { makeSendable, newBody, type Sendable } from './sendable.ts';

/**
 * Somebody takes no direct messages and Discord does not wait for their answer any more: they are called by name where they
 * asked. What they alone may see waits behind a button. @throws DiscordFault
 */
export async function callOver(ways: Pick<Incoming, 'discord' | 'sql' | 'log' | 'later'>, { userId, channel, say }: { userId: string; channel: string; say: Say }, drawn: Sendable, seenBy: SeenBy): Promise<void> {
  const shown = seenBy === 'everybody' ? called(drawn, userId) : await makeSendable(ways, cardOf({
    title: say('discordIncoming.answer_waits'), text: [[say('discordIncoming.answer_closed')]],
    actions: [{ label: say('discordIncoming.show_answer'), command: buttonCommands.showAnswer, args: { answer: await ways.later.keep(userId, drawn) }, style: 'primary' }],
  }), { say, mentions: [userId] });
  const nonce = newNonce();
  await tryAgain(() => postWithNonce(ways.discord, channel, newBody(shown), shown.files, nonce));
}

/** The same, with the person mentioned. */
const called = (drawn: Sendable, userId: string): Sendable =>
  ({ ...drawn, message: { ...drawn.message, content: `${drawn.message.content} <@${userId}>`, allowed_mentions: { parse: [], users: [userId] } } });
