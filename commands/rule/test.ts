import { z } from 'zod';
import { showSource } from '../../src/domain/sources/find-source.ts';
import { labelsSample } from '../../src/domain/sources/labels-sample.ts';
import { testRules } from '../../src/domain/sources/test-rules.ts';
import { testedCard } from '../../src/chat/cards/rule.ts';
import { command } from '../../src/chat/command.ts';
import { longText, source } from '../../src/chat/options.ts';
import { teamNames } from '../../src/chat/names.ts';

export const ruleTest = command({
  description: 'sourceCommands.rule_test', title: 'titles.rule_test', needs: 'view_source', submit: 'sourceCommands.test_rule',
  options: z.object({ source: source(), body: longText({ label: 'sourceCommands.body', help: 'sourceCommands.help_body', greedy: true, max: 20_000 }) }),
  async run(ask, { source: word, body }) {
    const { id, name } = await showSource(ask.ctx, word);
    // A payload begins like JSON; anything else is read as labels.
    const ports = /^\s*[{[]/.test(body) ? ask.ports : { readSample: async () => [labelsSample(body)] };
    return { kind: 'card', card: testedCard(ask, name, await testRules(ask.ctx, id, body, ports), await teamNames(ask.ctx)), private: true };
  },
});
