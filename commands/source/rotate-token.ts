import { z } from 'zod';
import { rotateToken } from '../../src/domain/sources/rotate-token.ts';
import { snippetFor } from '../../src/domain/sources/snippet-for.ts';
import { done } from '../../src/chat/answer.ts';
import { button } from '../../src/chat/cards/button.ts';
import { snippetBlocks } from '../../src/chat/cards/source.ts';
import { command } from '../../src/chat/command.ts';
import { number, optional, source } from '../../src/chat/options.ts';

export const sourceRotateToken = command({
  description: 'sourceCommands.rotate', title: 'titles.source_rotate_token', needs: 'change_source', submit: 'sourceCommands.rotate_button',
  options: z.object({ source: source(), grace_hours: optional(number({ label: 'sourceCommands.grace', help: 'sourceCommands.help_grace', max: 720 })) }),
  async run(ask, options) {
    const { ports } = ask;
    const { source, token, oldEndsAt } = await rotateToken(ask.ctx, options.source, options.grace_hours);
    return done(ask.say('sourceCommands.rotated', { source: source.name }), {
      text: [[`${ask.say('sourceCommands.old_until')} `, { time: oldEndsAt.toISOString(), style: 'datetime' }]],
      blocks: snippetBlocks(ask, snippetFor(source, ports.baseUrl, token, ports.sourceKinds), token),
      actions: button(ask, 'source/show', 'sourceCommands.check', { source: source.name }),
    });
  },
});
