import { z } from 'zod';
import { findRule } from '../../src/domain/sources/find-rule.ts';
import { renderMatchers } from '../../src/domain/sources/matchers/parse-matchers.ts';
import { removeRule } from '../../src/domain/sources/remove-rule.ts';
import { done } from '../../src/chat/answer.ts';
import { button } from '../../src/chat/cards/button.ts';
import { command } from '../../src/chat/command.ts';
import { rules } from '../../src/chat/known/sources.ts';
import { source, text } from '../../src/chat/options.ts';

export const ruleRemove = command({
  description: 'sourceCommands.rule_remove', needs: 'delete_source', submit: 'sourceCommands.remove_rule',
  options: z.object({ source: source(), rule: text({ known: rules, label: 'sourceCommands.rule', help: 'sourceCommands.help_rule', max: 100 }) }),
  async run(ask, options) {
    const { id } = await findRule(ask.ctx, options.source, options.rule);
    const rule = await removeRule(ask.ctx, id);
    return done(ask.say('sourceCommands.rule_removed', { n: rule.position }), { text: [[{ code: renderMatchers(rule.matchers) }]], actions: button(ask, 'rule/list', 'sourceCommands.rules_button', { source: options.source }) });
  },
});
