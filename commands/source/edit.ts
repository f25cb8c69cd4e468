import { z } from 'zod';
import { editSource } from '../../src/domain/sources/edit-source.ts';
import { findTeam } from '../../src/domain/people/find-team.ts';
import { showSource } from '../../src/domain/sources/find-source.ts';
import { done } from '../../src/chat/answer.ts';
import { button } from '../../src/chat/cards/button.ts';
import { command } from '../../src/chat/command.ts';
import { isNone, listed, orNone } from '../../src/chat/none.ts';
import { boolean, optional, secret, severity, source, team, text } from '../../src/chat/options.ts';

export const sourceEdit = command({
  description: 'sourceCommands.edit', needs: 'change_source', asks: 'what to change', submit: 'teamCommands.save',
  options: z.object({
    source: source(),
    name: optional(text({ label: 'sourceCommands.name', named: true, max: 100 })),
    default_severity: optional(severity({ label: 'sourceCommands.default_severity', named: true })),
    grouping: optional(text({ label: 'sourceCommands.grouping', help: 'sourceCommands.help_grouping', named: true })),
    service_labels: optional(text({ label: 'sourceCommands.service_labels', help: 'sourceCommands.help_labels', named: true })),
    team_labels: optional(text({ label: 'sourceCommands.team_labels', help: 'sourceCommands.help_labels', named: true })),
    severity_words: optional(text({ label: 'sourceCommands.severity_words', help: 'sourceCommands.help_words', named: true, max: 4000 })),
    team: optional(team({ label: 'sourceCommands.owner', help: 'sourceCommands.help_owner', named: true, orNone: true })),
    auto_resolve: optional(boolean({ label: 'sourceCommands.auto_resolve', named: true })),
    tool_may_acknowledge: optional(boolean({ label: 'sourceCommands.tool_may_acknowledge', named: true })),
    signing_secret: optional(secret({ label: 'sourceCommands.signing_secret', help: 'sourceCommands.help_signing', named: true })),
    active: optional(boolean({ label: 'sourceCommands.active', named: true })),
  }),
  async prefill(ask, given): Promise<Record<string, string>> {
    if (given['source'] === undefined) return {};
    const it = await showSource(ask.ctx, given['source']);
    const yes = (is: boolean) => (is ? 'yes' : 'no');
    return {
      name: it.name, default_severity: it.defaultSeverity, grouping: it.grouping, service_labels: it.serviceLabels.join(', '), team_labels: it.teamLabels.join(', '),
      severity_words: Object.entries(it.severityWords).map(([word, meaning]) => `${word}=${meaning}`).join(', '), team: it.ownerTeamId === null ? '' : (await findTeam(ask.ctx, it.ownerTeamId)).name,
      auto_resolve: yes(it.autoResolve), tool_may_acknowledge: yes(it.toolMayAcknowledge), active: yes(it.isActive),
    };
  },
  async run(ask, o) {
    const source = await editSource(ask.ctx, o.source, {
      ...(o.name !== undefined && { name: o.name }), ...(o.default_severity !== undefined && { defaultSeverity: o.default_severity }), ...(o.grouping !== undefined && { grouping: o.grouping }),
      ...(o.service_labels !== undefined && { serviceLabels: listed(o.service_labels) }), ...(o.team_labels !== undefined && { teamLabels: listed(o.team_labels) }),
      ...(o.severity_words !== undefined && { severityWords: pairs(o.severity_words) }), ...(o.team !== undefined && { ownerTeam: orNone(o.team) }),
      ...(o.auto_resolve !== undefined && { autoResolve: o.auto_resolve }), ...(o.tool_may_acknowledge !== undefined && { toolMayAcknowledge: o.tool_may_acknowledge }),
      ...(o.signing_secret !== undefined && { signingSecret: orNone(o.signing_secret) }), ...(o.active !== undefined && { isActive: o.active }),
    }, ask.ports.sealer);
    return done(ask.say('teamCommands.saved', { team: source.name }), { actions: button(ask, 'source/show', 'teamCommands.look', { source: source.name }) });
  },
});

/** `page=sev1, notice=sev4`; the verb judges the words. */
const pairs = (text: string): Record<string, string> => (isNone(text) ? {} : Object.fromEntries(listed(text).map((pair) => {
  const [word = '', ...meaning] = pair.split('=');
  return [word.trim(), meaning.join('=').trim()];
})));
