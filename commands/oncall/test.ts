import { z } from 'zod';
import { testPager } from '../../src/domain/notifications/test-pager.ts';
import { command } from '../../src/chat/command.ts';
import { testAnswer } from './test-shown.ts';

/** “Test my pager”: one's own rules as a drill. */
export const oncallTest = command({
  description: 'reach.test', options: z.object({}),
  run: async (ask) => testAnswer(ask, await testPager(ask.ctx)),
});
