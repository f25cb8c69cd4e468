import { z } from 'zod';
import { reply } from '../../src/chat/answer.ts';
import type { Answer } from '../../src/chat/card.ts';
import { type Ask, command } from '../../src/chat/command.ts';
import { cut, tame } from '../../src/chat/notice.ts';
import { boolean, longText, optional, service, severity, text } from '../../src/chat/options.ts';
import { declare as declareIncident } from '../../src/domain/incidents/declare.ts';
import { listIncidents } from '../../src/domain/incidents/list.ts';
import { shortId } from '../../src/domain/incidents/schema.ts';
import { findService } from '../../src/domain/services/find-service.ts';
import { shortSeverity, type Severity } from '../../src/domain/severity.ts';

const options = z.object({
  severity: severity(),
  service: optional(service()),
  title: text({ label: 'commands.option_title', help: 'commands.help_title', greedy: true }),
  description: optional(longText({ label: 'commands.option_description', named: true })),
  private: optional(boolean({ label: 'commands.option_private', help: 'commands.help_private', named: true })),
});
interface Said { severity: Severity; service?: string | undefined; title: string; description?: string | undefined; private?: boolean | undefined }

export const declare = command({
  description: 'commands.incident_declare',
  needs: 'add_incident',
  submit: 'commands.submit_declare',
  options,
  run: async (ask, said) => (await offered(ask, said, { command: 'incident/declare-new', args: {} })) ?? declared(ask, said),
});
/** The same, after the open incidents of the service were seen. */
export const declareNew = command({ description: 'commands.incident_declare', hidden: true, submit: 'commands.submit_declare', options, run: (ask, said) => declared(ask, said) });

/** Open incidents of that service first: declaring never joins unasked, nor doubles unseen. @param anew what declares all the same */
export async function offered(ask: Ask, said: Said, anew: { command: string; args: Readonly<Record<string, string>> }): Promise<Answer | undefined> {
  if (said.service === undefined) return undefined;
  const found = await findService(ask.ctx, said.service);
  const { rows } = await listIncidents(ask.ctx, { status: 'open', serviceId: found.id, limit: 4 });
  if (rows.length === 0) return undefined;
  const { say } = ask;
  const args = { ...anew.args, severity: said.severity, service: found.id, title: said.title, ...(said.description === undefined ? {} : { description: said.description }), ...(said.private === undefined ? {} : { private: said.private ? 'yes' : 'no' }) };
  return reply({
    title: say('commands.already_open', { n: rows.length, service: cut(tame(found.name), 60) }),
    blocks: [{ kind: 'list', items: rows.map((row) => [{ bold: shortId(row) }, ` ${shortSeverity(row.severity)} ${row.isMasked === true ? say('cards.confidential') : cut(tame(row.title), 100)} · ${say(`cards.status_${row.status}`)}`]) }],
    actions: [
      ...rows.map((row, i) => ({ label: say('cards.join', { incident: shortId(row) }), command: 'incident/join', args: { incident: shortId(row) }, ...(i === 0 ? { style: 'primary' as const } : {}) })),
      { label: say('cards.declare_new'), command: anew.command, args },
    ],
  });
}

/** Declares, and says what happens next. */
export async function declared(ask: Ask, said: Said, then?: (incidentId: string) => Promise<void>): Promise<Answer> {
  const incident = await declareIncident(ask.ctx, {
    title: said.title, severity: said.severity, via: 'person',
    ...(said.service === undefined ? {} : { service: said.service }), ...(said.description === undefined ? {} : { description: said.description }), ...(said.private === undefined ? {} : { isPrivate: said.private }),
  });
  await then?.(incident.id);
  const id = shortId(incident);
  return reply({
    title: ask.say('commands.declared', { incident: id, severity: shortSeverity(incident.severity) }), tone: 'good',
    text: [[ask.say('commands.declared_next', { team: cut(tame(incident.team_name), 60) })]],
    actions: [{ label: ask.say('cards.show'), command: 'incident/show', args: { incident: id } }, { label: ask.say('cards.who_was_told'), command: 'incident/paged', args: { incident: id } }],
  });
}
