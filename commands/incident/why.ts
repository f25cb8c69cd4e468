import { z } from 'zod';
import { reply } from '../../src/chat/answer.ts';
import type { Rich } from '../../src/chat/card.ts';
import { command } from '../../src/chat/command.ts';
import { cut, tame } from '../../src/chat/notice.ts';
import { incident } from '../../src/chat/options.ts';
import { shortId } from '../../src/domain/incidents/schema.ts';
import { whyPaged } from '../../src/domain/incidents/why-paged.ts';

/** “Why me?”: alert, rule, service, team, policy, step, means. */
export const why = command({
  description: 'commands.incident_why',
  hidden: true,
  options: z.object({ incident: incident({ guess: 'pages me' }) }),
  async run(ask, { incident: ref }) {
    const { incident: it, alerts, run, pages, wasPaged } = await whyPaged(ask.ctx, ref);
    const { say } = ask;
    const word = (value: unknown) => (typeof value === 'string' || typeof value === 'number' ? cut(tame(String(value)), 80) : '–');
    const items: Rich[] = [
      ...alerts.map((alert): Rich => [{ bold: say('commands.why_alert', { alert: word(alert.name), source: word(alert.source) }) }, ` ${cut(tame(alert.placed_by), 300)}`]),
      [say('commands.why_service', { service: word(it.service_name), team: word(it.team_name) })],
      ...(run === undefined ? [] : [[say('commands.why_run', { number: run.number, reason: run.reason, policy: word(run.policy_name) }), ' ', { time: run.began_at.toISOString(), style: 'time' as const }] satisfies Rich]),
      ...pages.map((page): Rich => [
        say('commands.why_page', { name: word(page.name), means: page.means, step: word(page.why['step']), target: word(page.why['target']), team: word(page.why['team']) }), ' ', { time: page.at.toISOString(), style: 'time' },
      ]),
    ];
    return reply({ title: `${say(wasPaged ? 'commands.why_you' : 'commands.why_not_you')} · ${shortId(it)}`, blocks: [{ kind: 'list', items }] });
  },
});
