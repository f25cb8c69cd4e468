import { z } from 'zod';
import { addFeed } from '../../src/domain/oncall/calendar/add-feed.ts';
import { endFeeds } from '../../src/domain/oncall/calendar/end-feeds.ts';
import { myFeeds } from '../../src/domain/oncall/calendar/feed.ts';
import { findTeam } from '../../src/domain/people/find-team.ts';
import { reply } from '../../src/chat/answer.ts';
import { addressCard, feedsCard } from '../../src/chat/cards/calendar.ts';
import { command } from '../../src/chat/command.ts';
import { choice, optional, team } from '../../src/chat/options.ts';

/** An address is shown only when it is made: whoever has one already is asked before another is made. */
export const oncallCalendar = command({
  description: 'calendars.command', title: 'titles.oncall_calendar', needs: 'view_schedule',
  options: z.object({
    team: optional(team({ help: 'calendars.help_team' })),
    how: optional(choice({ add: 'calendars.how_add', renew: 'calendars.how_renew', end: 'calendars.how_end' }, { label: 'calendars.how', named: true })),
  }),
  async run(ask, { team: word, how }) {
    const found = word === undefined ? null : await findTeam(ask.ctx, word);
    const teamId = found?.id ?? null;
    if (how === 'end') {
      const ended = await endFeeds(ask.ctx, teamId);
      return reply({ title: ended === 0 ? ask.say('calendars.none') : ask.say('calendars.ended_all', { n: ended }), tone: ended === 0 ? 'neutral' : 'good' });
    }
    const live = how === undefined ? await myFeeds(ask.ctx, teamId) : [];
    if (live.length > 0) return { kind: 'card', card: feedsCard(ask, live, found?.name ?? null), private: true };
    const { secret, ended } = await addFeed(ask.ctx, { teamId, renew: how === 'renew' });
    return { kind: 'card', card: addressCard(ask, { url: `${ask.ports.baseUrl}/calendar/${secret}.ics`, ended }, found?.name ?? null), private: true };
  },
});
