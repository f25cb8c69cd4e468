import type { ServiceLine } from '../../domain/services/list-services.ts';
import { responseTargetMinutes } from '../../domain/services/urgency.ts';
import { cardOf } from '../answer.ts';
import type { Action, Card, Rich } from '../card.ts';
import type { Drawing } from '../command.ts';
import { button } from './button.ts';
import { longList } from './long-list.ts';

/** All services in a line each: name, owner, tier. */
export function servicesCard(draw: Drawing, services: readonly ServiceLine[]): Card {
  const { say } = draw;
  const lines = services.map((service): Rich => [
    { bold: service.name }, ` · ${service.ownerTeam} · ${say(`cards.tier_${service.criticality}`)}`,
    ...(service.aliases.length === 0 ? [] : [` · ${say('serviceCommands.also', { names: service.aliases.slice(0, 3).join(', ') })}`]),
    ...(service.isActive ? [] : [` · ${say('serviceCommands.inactive')}`]),
  ]);
  return cardOf({ title: say('serviceCommands.services', { n: services.length }), blocks: longList(lines, say), actions: button(draw, 'service/create', 'teamCommands.new_service') });
}

/** One service: who owns it, how fast somebody should answer, where its runbook is. */
export function serviceCard(draw: Drawing, service: ServiceLine): Card {
  const { say } = draw;
  const args = { service: service.name };
  const links: Action[] = [
    ...(service.runbookUrl === null ? [] : [{ label: say('serviceCommands.runbook'), url: service.runbookUrl }]),
    ...(service.dashboardUrl === null ? [] : [{ label: say('serviceCommands.dashboard'), url: service.dashboardUrl }]),
  ];
  const fact = (label: string, value: string) => ({ label, value: [value] });
  return cardOf({
    title: service.name, text: [...(service.isActive ? [] : [[{ bold: say('serviceCommands.inactive_means') }]]), ...(service.description === '' ? [] : [[service.description]])],
    blocks: [{
      kind: 'facts', facts: [
        fact(say('serviceCommands.owner'), service.ownerTeam),
        fact(say('serviceCommands.criticality'), say('serviceCommands.answer_within', { tier: say(`cards.tier_${service.criticality}`), n: responseTargetMinutes(service.criticality) })),
        fact(say('serviceCommands.urgency'), say(`serviceCommands.urgency_${service.urgency}`)),
        ...(service.aliases.length === 0 ? [] : [fact(say('serviceCommands.aliases'), service.aliases.join(', '))]),
        ...(service.runbookUrl === null ? [fact(say('serviceCommands.runbook'), say('teamCommands.none_yet'))] : []),
      ],
    }],
    actions: [...links, ...button(draw, 'service/edit', 'teamCommands.edit', args), ...button(draw, 'service/alias', 'serviceCommands.add_alias', args)],
  });
}
