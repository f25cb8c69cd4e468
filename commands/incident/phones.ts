import { z } from 'zod';
import { reply } from '../../src/chat/answer.ts';
import type { Rich } from '../../src/chat/card.ts';
import { command } from '../../src/chat/command.ts';
import { incident } from '../../src/chat/options.ts';
import { shortId } from '../../src/domain/incidents/schema.ts';
import { phoneNumbers } from '../../src/domain/notifications/phone-numbers.ts';

const roles = { 'on call': 'reach.role_on_call', backup: 'reach.role_backup', manager: 'reach.role_manager' } as const;

/** “Phone numbers”: whom to call by hand when pages reach nobody. */
export const phones = command({
  description: 'reach.phones', title: 'titles.incident_phones', hidden: true,
  options: z.object({ incident: incident() }),
  async run(ask, { incident: ref }) {
    const { say } = ask;
    const { incident: it, people } = await phoneNumbers(ask.ctx, ref);
    const items = people.map(({ username, role, numbers }): Rich => [{ bold: username }, ` · ${say(roles[role])} · ${numbers.length === 0 ? say('reach.no_number') : numbers.join(', ')}`]);
    return reply({ title: say('reach.phones_of', { incident: shortId(it) }), tone: 'high', blocks: people.length === 0 ? [] : [{ kind: 'list', items }], text: people.length === 0 ? [[say('reach.nobody_to_call')]] : [] });
  },
});
