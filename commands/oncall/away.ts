import { z } from 'zod';
import { findUser } from '../../src/domain/people/find-user.ts';
import { askForCover } from '../../src/domain/turns/ask-for-cover.ts';
import { askedCard } from '../../src/chat/cards/cover.ts';
import { command } from '../../src/chat/command.ts';
import { dateTime, endTime, instantFrom, optional, text, user } from '../../src/chat/options.ts';

export const oncallAway = command({
  description: 'turns.away', needs: 'view_schedule', submit: 'turns.ask_for_cover',
  options: z.object({
    from: dateTime({ label: 'turns.from' }), to: endTime({ label: 'turns.to' }), reason: optional(text({ label: 'turns.reason', greedy: true })), user: optional(user({ named: true, help: 'turns.help_user' })),
  }),
  async run(ask, { from, to, reason, user: whose }) {
    const asked = await askForCover(ask.ctx, { userId: whose === undefined ? undefined : (await findUser(ask.ctx, whose)).id, startsAt: from, endsAt: instantFrom(to, { ...ask, now: from }), reason });
    return { kind: 'card', card: askedCard(asked, ask), private: true };
  },
});
