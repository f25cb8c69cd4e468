import { z } from 'zod';
import { reply } from '../../src/chat/answer.ts';
import type { Rich } from '../../src/chat/card.ts';
import { command } from '../../src/chat/command.ts';
import { optional, team } from '../../src/chat/options.ts';
import { acknowledgeAll } from '../../src/domain/incidents/acknowledge-all.ts';
import { findTeam } from '../../src/domain/people/find-team.ts';

/** Typed as `/incident ack all [TEAM]`. */
export const ackAll = command({
  description: 'commands.incident_ack_all', title: 'titles.incident_ack_all',
  hidden: true,
  options: z.object({ team: optional(team({ greedy: true })) }),
  async run(ask, { team: name }) {
    const { taken, refused } = await acknowledgeAll(ask.ctx, name === undefined ? undefined : (await findTeam(ask.ctx, name)).id);
    const lines: Rich[] = [...(taken.length > 0 ? [[taken.slice(0, 50).join(', ')]] : []), ...(refused.length > 0 ? [[ask.say('commands.not_acknowledged', { incidents: refused.slice(0, 50).join(', ') })]] : [])];
    const nothing = taken.length === 0 && refused.length === 0;
    return reply({ title: nothing ? ask.say('commands.nothing_to_acknowledge') : ask.say('commands.acknowledged_all', { n: taken.length }), tone: refused.length > 0 ? 'bad' : 'good', text: lines });
  },
});
