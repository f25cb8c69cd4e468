import { z } from 'zod';
import { findTeam } from '../../src/domain/people/find-team.ts';
import { arrivalOf } from '../../src/domain/sources/first-alert.ts';
import { listRules } from '../../src/domain/sources/find-rule.ts';
import { showSource } from '../../src/domain/sources/find-source.ts';
import { webhookUrl } from '../../src/domain/sources/snippet-for.ts';
import { sourceCard } from '../../src/chat/cards/source.ts';
import { command } from '../../src/chat/command.ts';
import { source } from '../../src/chat/options.ts';

export const sourceShow = command({
  description: 'sourceCommands.show', title: 'titles.source_show', needs: 'view_source',
  options: z.object({ source: source() }),
  async run(ask, options) {
    const it = await showSource(ask.ctx, options.source);
    const team = it.ownerTeamId === null ? null : (await findTeam(ask.ctx, it.ownerTeamId)).name;
    const facts = { url: webhookUrl(it.kind, ask.ports.baseUrl), team, rules: (await listRules(ask.ctx, it.id)).length };
    return { kind: 'card', card: sourceCard(ask, it, await arrivalOf(ask.ctx, it.id), facts), private: true };
  },
});
