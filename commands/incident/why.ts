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
  opened: 'why.reason_opened', refired: 'why.reason_refired', unmuted: 'why.reason_unmuted', unacknowledged: 'why.reason_unacknowledged', 'acknowledgement lapsed': 'why.reason_lapsed',
  'snooze ended': 'why.reason_snooze', 'severity raised': 'why.reason_severity', reassigned: 'why.reason_reassigned', 'lead unseen': 'why.reason_lead', repaired: 'why.reason_repaired',
  paged: 'why.reason_paged', worsened: 'why.reason_worsened',
} as const satisfies Record<string, TextKey>;
const reasonOf = (reason: string, say: Say): string => (reason in reasons ? say(reasons[reason as keyof typeof reasons]) : reason);

/** “Why me?”: alert, rule, service, team, policy and its version, step, layer of the schedule, rule that chose the means. */
export const why = command({
  description: 'commands.incident_why', title: 'titles.incident_why',
  hidden: true,
  options: z.object({ incident: incident({ guess: 'pages me' }) }),
  async run(ask, { incident: ref }) {
    const { incident: it, alerts, run, pages, wasPaged } = await whyPaged(ask.ctx, ref);
    const { say } = ask;
    const word = (value: unknown) => (typeof value === 'string' || typeof value === 'number' ? cut(tame(String(value)), 80) : '–');
    const items: Rich[] = [
      ...alerts.map((alert): Rich => [{ bold: say('why.alert', { alert: word(alert.name), source: word(alert.source) }) }, ` ${cut(tame(placedByWords(alert.placed_by, say)), 300)}`]),
      [say('why.service', { service: word(it.service_name), team: word(it.team_name) })],
      ...(run === undefined ? [] : [[say('why.run', { number: run.number, reason: reasonOf(run.reason, say), policy: run.policy_name === null ? word(null) : word(policyWords(run.policy_name, say, it.team_name)) }), ' ', { time: run.began_at.toISOString(), style: 'time' as const }, ...(versionWords(run, say) === '' ? [] : [` · ${versionWords(run, say)}`])] satisfies Rich]),
      ...pages.map((page): Rich => [
        whyWords(page, say), ' ', { time: page.at.toISOString(), style: 'time' },
      ]),
    ];
    return reply({ title: `${say(wasPaged ? 'why.you' : 'why.not_you')} · ${shortId(it)}`, blocks: [{ kind: 'list', items }] });
  },
});
