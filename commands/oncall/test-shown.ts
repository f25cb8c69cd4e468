import { z } from 'zod';
import { pagerTest } from '../../src/domain/notifications/test-pager.ts';
import type { Answer } from '../../src/chat/card.ts';
import { pagerTestCard } from '../../src/chat/cards/pager-test.ts';
import { command, type Ask } from '../../src/chat/command.ts';
import { text } from '../../src/chat/options.ts';

/** How a test stands, kept true while it stands. */
export async function testAnswer(ask: Ask, test: string): Promise<Answer> {
  return { kind: 'card', card: pagerTestCard(ask, test, await pagerTest(ask.ctx, test)), private: true, follow: { command: 'oncall/test-shown', args: { test } } };
}

export const oncallTestShown = command({
  description: 'reach.test_shown', title: 'titles.oncall_test_shown', hidden: true,
  options: z.object({ test: text({ label: 'reach.test_id' }) }),
  run: (ask, { test }) => testAnswer(ask, test),
});
