import { z } from 'zod';
import { listDead, retryDead, retryOne } from '../../src/domain/notifications/retry-dead.ts';
import { done } from '../../src/chat/answer.ts';
import { button } from '../../src/chat/cards/button.ts';
import { deadLettersCard } from '../../src/chat/cards/dead-letters.ts';
import { command } from '../../src/chat/command.ts';
import { optional, text } from '../../src/chat/options.ts';

/** What was given up, each to be sent once more by itself, or all at once. */
export const imasDeadLetters = command({
  description: 'imasCommands.dead_letters', needs: 'run_maintenance', hidden: true,
  options: z.object({ retry: optional(text({ label: 'imasCommands.retry', help: 'imasCommands.help_retry_one', max: 40 })) }),
  async run(ask, { retry }) {
    if (retry === undefined) return { kind: 'card', card: deadLettersCard(ask, await listDead(ask.ctx)), private: true };
    const isAll = ['all', 'tout', 'tous'].includes(retry.trim().toLowerCase());
    if (!isAll) await retryOne(ask.ctx, retry.trim());
    const n = isAll ? await retryDead(ask.ctx) : 1;
    return done(ask.say('imasCommands.retried', { n }), { actions: [...button(ask, 'imas/dead-letters', 'imasCommands.look_again'), ...button(ask, 'imas/status', 'imasCommands.status_button')] });
  },
});
