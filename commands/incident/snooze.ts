import { z } from 'zod';
import { done } from '../../src/chat/answer.ts';
import { endSnoozeButton, pressable } from '../../src/chat/cards/buttons.ts';
import { command } from '../../src/chat/command.ts';
import { incident, moment } from '../../src/chat/options.ts';
import { endSnooze } from '../../src/domain/incidents/end-snooze.ts';
import { snooze as snoozeIncident } from '../../src/domain/incidents/snooze.ts';
import { shortId } from '../../src/domain/incidents/schema.ts';

const offered = { '30m': 'commands.snooze_30m', '2h': 'commands.snooze_2h', 'until 09:00': 'commands.snooze_morning', clear: 'commands.snooze_clear' } as const;
const words = { clear: [], end: ['off', 'wake', 'now', 'stop', 'fin'] } as const;

export const snooze = command({
  description: 'commands.incident_snooze', title: 'titles.incident_snooze',
  needs: 'acknowledge_incident',
  options: z.object({ incident: incident(), until: moment(words, { label: 'commands.option_until', offered, greedy: true }) }),
  async run(ask, { incident: ref, until }) {
    if (until === 'end') return done(ask.say('commands.unsnoozed', { incident: shortId(await endSnooze(ask.ctx, ref)) }));
    const it = await snoozeIncident(ask.ctx, ref, until);
    const end = { time: it.snoozed_until!.toISOString(), style: 'datetime' } as const;
    return done(ask.say('commands.snoozed', { incident: shortId(it) }), {
      text: [[ask.say(until === 'clear' ? 'commands.snoozed_until_clear' : 'commands.snoozed_until'), ' ', end]], actions: pressable([endSnoozeButton(it, ask)], ask),
    });
  },
});
