import { z } from 'zod';
import { createSource } from '../../src/domain/sources/create-source.ts';
import { snippetFor } from '../../src/domain/sources/snippet-for.ts';
import { done } from '../../src/chat/answer.ts';
import { button } from '../../src/chat/cards/button.ts';
import { arrivalLine, snippetBlocks } from '../../src/chat/cards/source.ts';
import { command } from '../../src/chat/command.ts';
import { sourceKindWords } from '../../src/chat/kind-words.ts';
import { optional, severity, suggested, team, text } from '../../src/chat/options.ts';

export const sourceCreate = command({
  description: 'sourceCommands.create', title: 'titles.source_create', needs: 'add_source', submit: 'teamCommands.create_submit',
  options: z.object({
    kind: suggested(sourceKindWords, { label: 'sourceCommands.kind', help: 'sourceCommands.help_kind' }),
    name: text({ label: 'sourceCommands.name', help: 'sourceCommands.help_name', max: 100 }),
    team: optional(team({ label: 'sourceCommands.owner', help: 'sourceCommands.help_owner', named: true })),
    severity: optional(severity({ label: 'sourceCommands.default_severity', named: true })),
  }),
  async run(ask, { kind, name, team: ownerTeam, severity: defaultSeverity }) {
    const { ports } = ask;
    const { source, token } = await createSource(ask.ctx, { kind, name, ...(ownerTeam !== undefined && { ownerTeam }), ...(defaultSeverity !== undefined && { defaultSeverity }) }, ports);
    const args = { source: source.name };
    return done(ask.say('sourceCommands.created', { source: source.name }), {
      blocks: [...snippetBlocks(ask, snippetFor(source, ports.baseUrl, token, ports.sourceKinds), token), { kind: 'text', text: arrivalLine(undefined, ask) }],
      actions: [...button(ask, 'source/show', 'sourceCommands.check', args, { style: 'primary' }), ...button(ask, 'rule/list', 'sourceCommands.rules_button', args)],
    });
  },
});
