import type { Arrival } from '../../domain/sources/first-alert.ts';
import { cardOf } from '../answer.ts';
import type { Block, Card, Rich } from '../card.ts';
import type { Drawing } from '../command.ts';
import { button } from './button.ts';
import { arrivalLine } from './source.ts';

export interface SetupView {
  team: string;
  service: string;
  source: string;
  /** Who is paged first; null: nobody yet. */
  onCall: string | null;
  /** Snippet and token, only when the source was made just now. */
  snippet: readonly Block[];
  arrival: Arrival | undefined;
  /** What was said about a test alert that was just sent. */
  tested: string | undefined;
}

/** Where a new install stands: what is done, the snippet to paste, and the test that proves it. */
export function setupCard(draw: Drawing, view: SetupView): Card {
  const { say } = draw;
  const args = { team: view.team, service: view.service, source: view.source };
  const steps: Rich[] = [
    [`${say('imasCommands.step_team')}: `, { bold: view.team }, ` · ${view.onCall === null ? say('imasCommands.nobody_on_call') : say('imasCommands.pages', { name: view.onCall })}`],
    [`${say('imasCommands.step_service')}: `, { bold: view.service }],
    [`${say('imasCommands.step_source')}: `, { bold: view.source }],
    [`${say('imasCommands.step_test')}: `, ...arrivalLine(view.arrival, draw)],
  ];
  return cardOf({
    title: say(view.arrival === undefined ? 'imasCommands.setup_one_left' : 'imasCommands.setup_done'), tone: view.arrival === undefined ? 'neutral' : 'good',
    text: view.tested === undefined ? [] : [[{ bold: say('imasCommands.test_sent', { name: view.tested }) }]], blocks: [{ kind: 'list', items: steps }, ...view.snippet],
    actions: [
      ...button(draw, 'imas/setup', 'imasCommands.send_test', { ...args, test: 'yes' }, view.arrival === undefined ? { style: 'primary' } : {}), ...button(draw, 'imas/setup', 'sourceCommands.check', args),
      ...button(draw, 'user/contact', 'imasCommands.my_contacts'), ...(view.onCall === null ? button(draw, 'oncall/set', 'teamCommands.set_on_call', { team: view.team }) : []),
    ],
  });
}
