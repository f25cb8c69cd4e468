import { z } from 'zod';
import { addRule } from '../../src/domain/sources/add-rule.ts';
import { done } from '../../src/chat/answer.ts';
import { button } from '../../src/chat/cards/button.ts';
import { command } from '../../src/chat/command.ts';
import { boolean, number, optional, service, severity, source, text } from '../../src/chat/options.ts';

export const ruleAdd = command({
  description: 'sourceCommands.rule_add', title: 'titles.rule_add', needs: 'add_source', submit: 'sourceCommands.add_rule',
  options: z.object({
    source: source(),
    matchers: text({ label: 'sourceCommands.matchers', help: 'sourceCommands.help_matchers', max: 4000 }),
    service: optional(service({ label: 'sourceCommands.target', named: true })),
    severity: optional(severity({ label: 'sourceCommands.override', named: true })),
    drop: optional(boolean({ label: 'sourceCommands.drop', help: 'sourceCommands.help_drop', named: true })),
    grouping: optional(text({ label: 'sourceCommands.grouping', help: 'sourceCommands.help_grouping', named: true })),
    name: optional(text({ label: 'sourceCommands.rule_name', named: true, max: 100 })),
    position: optional(number({ label: 'sourceCommands.position', help: 'sourceCommands.help_position', named: true, min: 1 })),
  }),
  async run(ask, o) {
    const rule = await addRule(ask.ctx, o.source, {
      matchers: o.matchers, ...(o.service !== undefined && { targetService: o.service }), ...(o.severity !== undefined && { overrideSeverity: o.severity }), ...(o.drop !== undefined && { isDrop: o.drop }),
      ...(o.grouping !== undefined && { grouping: o.grouping }), ...(o.name !== undefined && { name: o.name }), ...(o.position !== undefined && { position: o.position }),
    });
    const args = { source: o.source };
    return done(ask.say('sourceCommands.rule_added', { n: rule.position }), { actions: [...button(ask, 'rule/list', 'sourceCommands.rules_button', args), ...button(ask, 'rule/test', 'sourceCommands.test_rule', args)] });
  },
});
