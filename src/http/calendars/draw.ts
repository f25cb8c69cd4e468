import ical, { ICalEventTransparency } from 'ical-generator';
import { tame } from '../../chat/notice.ts';
import type { NamedEntry, ReadFeed } from '../../domain/oncall/calendar/read-feed.ts';
import type { Say } from '../../texts/say.ts';

/** How often calendar programs are asked to come again; many come when they like. */
const everySeconds = 3600;

/**
 * A calendar as RFC 5545 has it, in UTC. Names are one tame line: nothing in them begins a property of its own.
 * @param changedAt when any of it changed last
 */
export function drawCalendar({ teamName, entries }: Pick<ReadFeed, 'teamName' | 'entries'>, changedAt: Date, say: Say): string {
  const calendar = ical({
    name: teamName === null ? say('calendars.calendar_mine') : say('calendars.calendar_team', { team: tame(teamName) }),
    prodId: { company: 'IMAS', product: 'IMAS Manager' }, ttl: everySeconds,
  });
  for (const entry of entries) {
    calendar.createEvent({
      id: entry.uid, start: new Date(entry.from), end: new Date(entry.to), stamp: changedAt, lastModified: changedAt,
      summary: summaryOf(entry, teamName !== null, say), ...(entry.pinned ? { description: say('calendars.pinned') } : {}),
      // Whoever is on call can still be invited to a meeting.
      transparency: ICalEventTransparency.TRANSPARENT,
    });
  }
  return `${calendar.toString()}\r\n`;
}

function summaryOf({ level, teamName, username }: NamedEntry, ofTeam: boolean, say: Say): string {
  const nth = level === 1 ? '1' : level === 2 ? '2' : 'n';
  return ofTeam ? say(`calendars.team_turn_${nth}`, { name: tame(username), level }) : say(`calendars.turn_${nth}`, { team: tame(teamName), level });
}
