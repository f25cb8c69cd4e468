import { z } from 'zod';
import { listRules } from '../../src/domain/sources/find-rule.ts';
import { showSource } from '../../src/domain/sources/find-source.ts';
import { rulesCard } from '../../src/chat/cards/rule.ts';
import { command } from '../../src/chat/command.ts';
import { source } from '../../src/chat/options.ts';
import { serviceNames } from '../../src/chat/names.ts';

export const ruleList = command({
  description: 'sourceCommands.rule_list', title: 'titles.rule_list', needs: 'view_source',
  options: z.object({ source: source() }),
  async run(ask, options) {
    const { id, name } = await showSource(ask.ctx, options.source);
    return { kind: 'card', card: rulesCard(ask, name, await listRules(ask.ctx, id), await serviceNames(ask.ctx)), private: true };
  },
});
