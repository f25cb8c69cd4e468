import { z } from 'zod';
import { findUser } from '../../src/domain/people/find-user.ts';
import { askForMany } from '../../src/chat/ask-for-many.ts';
import { askOthers } from '../../src/chat/ask-others.ts';
import { command } from '../../src/chat/command.ts';
import { endFrom } from '../../src/chat/end-from.ts';
import { boolean, dateTime, endTime, optional, text, user } from '../../src/chat/options.ts';
import { isDayAlone } from '../../src/chat/when.ts';

export const oncallAway = command({
  description: 'turns.away', title: 'titles.oncall_away', needs: 'view_schedule', submit: 'turns.ask_for_cover',
  options: z.object({
    from: dateTime({ label: 'turns.from' }), to: endTime({ label: 'turns.to', help: 'turns.help_away_to' }), reason: optional(text({ label: 'turns.reason', greedy: true })), user: optional(user({ named: true, help: 'turns.help_user' })),
    sure: optional(boolean({ label: 'teamCommands.sure', named: true })),
  }),
  async run(ask, { from, to, reason, user: whose, sure }) {
    const end = endFrom(to, from, ask);
    // Whoever is away until the 31st is away on the 31st.
    const away = { startsAt: from, endsAt: isDayAlone(to) ? dayLater(end, ask.timeZone) : end };
    const userId = whose === undefined ? undefined : (await findUser(ask.ctx, whose)).id;
    const question = sure === true ? undefined : await askForMany(ask, 'oncall/away', { userId, ...away }, { ...(whose === undefined ? {} : { user: whose }), ...(reason === undefined ? {} : { reason }) });
    if (question !== undefined) return question;
    return askOthers(ask, { userId, ...away, reason });
  },
});

const dayLater = (at: Date, zone: string): Date => new Date(Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone).add({ days: 1 }).epochMilliseconds);
