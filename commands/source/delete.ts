import { z } from 'zod';
import { deleteSource } from '../../src/domain/sources/delete-source.ts';
import { findSource } from '../../src/domain/sources/find-source.ts';
import { demand } from '../../src/permissions.ts';
import { done } from '../../src/chat/answer.ts';
import { askFirst } from '../../src/chat/ask-first.ts';
import { command } from '../../src/chat/command.ts';
import { boolean, optional, source } from '../../src/chat/options.ts';

export const sourceDelete = command({
  description: 'sourceCommands.delete', title: 'titles.source_delete', needs: 'delete_source',
  options: z.object({ source: source(), sure: optional(boolean({ label: 'teamCommands.sure', named: true })) }),
  async run(ask, { source: word, sure }) {
    // Nobody is asked whether they are sure of what they may not do.
    demand(ask.ctx, 'delete_source');
    const { name } = await findSource(ask.ctx, word);
    if (sure !== true) return askFirst(ask, 'source/delete', { source: name }, { key: 'sourceCommands.delete_sure', params: { source: name }, submit: 'teamCommands.delete_submit' });
    await deleteSource(ask.ctx, word);
    return done(ask.say('teamCommands.deleted', { team: name }));
  },
});
