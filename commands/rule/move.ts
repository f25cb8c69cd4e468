import { z } from 'zod';
import { findRule } from '../../src/domain/sources/find-rule.ts';
import { moveRule } from '../../src/domain/sources/move-rule.ts';
import { showSource } from '../../src/domain/sources/find-source.ts';
import { rulesCard } from '../../src/chat/cards/rule.ts';
import { command } from '../../src/chat/command.ts';
import { rules } from '../../src/chat/known/sources.ts';
import { number, source, text } from '../../src/chat/options.ts';
import { serviceNames } from '../../src/chat/names.ts';

export const ruleMove = command({
  description: 'sourceCommands.rule_move', title: 'titles.rule_move', needs: 'change_source', submit: 'sourceCommands.move_rule',
  options: z.object({
    source: source(), rule: text({ known: rules, label: 'sourceCommands.rule', help: 'sourceCommands.help_rule', max: 100 }), position: number({ label: 'sourceCommands.position', help: 'sourceCommands.help_position', min: 1 }),
  }),
  async run(ask, options) {
    const { id } = await findRule(ask.ctx, options.source, options.rule);
    const rules = await moveRule(ask.ctx, id, options.position);
    const { name } = await showSource(ask.ctx, options.source);
    return { kind: 'card', card: rulesCard(ask, name, rules, await serviceNames(ask.ctx)), private: true };
  },
});
