import { z } from 'zod';
import { confirmTest } from '../../src/domain/notifications/test-pager.ts';
import { done } from '../../src/chat/answer.ts';
import { command } from '../../src/chat/command.ts';
import { choice, optional, text } from '../../src/chat/options.ts';

/** “It reached me”, below a test. */
export const oncallTestOk = command({
  description: 'reach.test_ok', hidden: true,
  options: z.object({ test: text({ label: 'reach.test_id' }), by: optional(choice(['chat'], { label: 'reach.test_by' })) }),
  async run(ask, { test, by }) {
    await confirmTest(ask.ctx, test, by === 'chat');
    return done(ask.say('reach.test_done'));
  },
});
