import { z } from 'zod';
import { reply } from '../../src/chat/answer.ts';
import type { Rich } from '../../src/chat/card.ts';
import { command } from '../../src/chat/command.ts';
import { cut, tame } from '../../src/chat/notice.ts';
import { incident } from '../../src/chat/options.ts';
import { placedByWords } from '../../src/chat/placed-by-words.ts';
import { policyWords } from '../../src/chat/target-words.ts';
import { versionWords, whyWords } from '../../src/chat/why-words.ts';
import { shortId } from '../../src/domain/incidents/schema.ts';
import { whyPaged } from '../../src/domain/incidents/why-paged.ts';
import type { Say, TextKey } from '../../src/texts/say.ts';

const reasons = {
  opened: 'commands.reason_opened', refired: 'commands.reason_refired', unmuted: 'commands.reason_unmuted', unacknowledged: 'commands.reason_unacknowledged', 'acknowledgement lapsed': 'commands.reason_lapsed',
  'snooze ended': 'commands.reason_snooze', 'severity raised': 'commands.reason_severity', reassigned: 'commands.reason_reassigned', 'lead unseen': 'commands.reason_lead', repaired: 'commands.reason_repaired',
  paged: 'commands.reason_paged', worsened: 'commands.reason_worsened',
} as const satisfies Record<string, TextKey>;
const reasonOf = (reason: string, say: Say): string => (reason in reasons ? say(reasons[reason as keyof typeof reasons]) : reason);

/** “Why me?”: alert, rule, service, team, policy and its version, step, layer of the schedule, rule that chose the means. */
export const why = command({
  description: 'commands.incident_why',
  hidden: true,
  options: z.object({ incident: incident({ guess: 'pages me' }) }),
  async run(ask, { incident: ref }) {
    const { incident: it, alerts, run, pages, wasPaged } = await whyPaged(ask.ctx, ref);
    const { say } = ask;
    const word = (value: unknown) => (typeof value === 'string' || typeof value === 'number' ? cut(tame(String(value)), 80) : '–');
    const items: Rich[] = [
      ...alerts.map((alert): Rich => [{ bold: say('commands.why_alert', { alert: word(alert.name), source: word(alert.source) }) }, ` ${cut(tame(placedByWords(alert.placed_by, say)), 300)}`]),
      [say('commands.why_service', { service: word(it.service_name), team: word(it.team_name) })],
      ...(run === undefined ? [] : [[say('commands.why_run', { number: run.number, reason: reasonOf(run.reason, say), policy: run.policy_name === null ? word(null) : word(policyWords(run.policy_name, say, it.team_name)) }), ' ', { time: run.began_at.toISOString(), style: 'time' as const }, ...(versionWords(run, say) === '' ? [] : [` · ${versionWords(run, say)}`])] satisfies Rich]),
      ...pages.map((page): Rich => [
        whyWords(page, say), ' ', { time: page.at.toISOString(), style: 'time' },
      ]),
    ];
    return reply({ title: `${say(wasPaged ? 'commands.why_you' : 'commands.why_not_you')} · ${shortId(it)}`, blocks: [{ kind: 'list', items }] });
  },
});
