import type { ListedIncident } from '../../domain/incidents/list.ts';
import type { OnCall } from '../../domain/oncall/who-is-on-call.ts';
import type { TextKey } from '../../texts/say.ts';
import type { Block, CommandAction, Rich, Tone } from '../card.ts';
import type { Drawing } from '../command.ts';
import { cut, tame } from '../notice.ts';
import { button } from './button.ts';
import { homeLine } from './home-line.ts';
import { tones } from './incident.ts';
import { onCallLine } from './on-call-line.ts';

/** A piece of somebody's page: a heading, what it says, what can be pressed about it. */
export interface HomePart { title?: string; tone?: Tone; body: readonly Block[]; actions: readonly CommandAction[] }

export interface HomeFacts {
  reader: 'visitor' | { userId: string; teamIds: ReadonlySet<string> };
  /** May they see incidents at all? */
  isSeeing: boolean;
  mine: readonly ListedIncident[];
  /** There are more of mine than these. */
  isAllMine: boolean;
  ofMyTeams: readonly ListedIncident[];
  ofOthers: readonly ListedIncident[];
  /** All that are open. */
  count: number;
  onCall: readonly OnCall[];
}

/** Lines of each list; a page of more is not read. */
const mostIncidents = 10;
const mostTeams = 12;

/** Somebody's page, what is most urgent for them first. `draw.has`: what they can press, by their rights. */
export function homeParts(facts: HomeFacts, draw: Drawing): HomePart[] {
  const mine = facts.mine.slice(0, mostIncidents);
  const ofMyTeams = facts.ofMyTeams.slice(0, mostIncidents);
  const ofOthers = facts.ofOthers.slice(0, mostIncidents - ofMyTeams.length);
  const shown = mine.length + ofMyTeams.length + ofOthers.length;
  const others = mine.length + ofMyTeams.length > 0 ? 'home.other_teams' : 'home.open';
  return [
    head(facts, draw),
    ...listed('home.yours', mine, draw, 'act', ackAll(mine, draw)),
    ...listed('home.your_teams', ofMyTeams, draw, 'act'),
    ...listed(others, ofOthers, draw, 'look'),
    ...rest(facts, shown, draw),
    ...onCallPart(facts, draw),
  ];
}

function head(facts: HomeFacts, draw: Drawing): HomePart {
  const { say } = draw;
  if (facts.reader === 'visitor' || !facts.isSeeing) return stranger(facts, draw);
  const waiting = facts.mine.filter((row) => row.status === 'TRIGGERED');
  const worst = waiting[0];
  const n = waiting.length;
  const title = n > 0 ? say(facts.isAllMine ? 'home.waiting_at_least' : 'home.waiting', { n })
    : facts.mine.length > 0 ? say('home.working', { n: facts.mine.length }) : say('home.quiet');
  return {
    title, tone: worst !== undefined ? tones[worst.severity] : facts.mine.length > 0 ? 'acknowledged' : 'good', body: [],
    actions: [...button(draw, 'incident/declare', 'home.declare'), ...button(draw, 'page/page', 'home.page'), ...button(draw, 'incident/list', 'home.list'), ...button(draw, 'imas/help', 'home.help')],
  };
}

/** Who may not do much yet, and what helps against that. */
function stranger({ reader, isSeeing }: HomeFacts, draw: Drawing): HomePart {
  const { say } = draw;
  const isVisitor = reader === 'visitor';
  const text: string[] = isVisitor ? [...(isSeeing ? [say('home.may_look')] : []), say('access.how_to_link')] : [];
  return {
    title: say(isVisitor ? 'access.not_known' : 'home.no_rights'), body: text.length === 0 ? [] : [{ kind: 'text', text: [text.join(' ')] }],
    actions: [
      ...button(draw, 'access/request', 'access.button', {}, { style: 'primary' }), ...(isVisitor ? button(draw, 'imas/link', 'home.link') : []),
      ...(isSeeing ? button(draw, 'incident/list', 'home.list') : []), ...button(draw, 'imas/help', 'home.help'),
    ],
  };
}

const ackAll = (mine: readonly ListedIncident[], draw: Drawing): CommandAction[] =>
  (mine.filter((row) => row.status === 'TRIGGERED').length > 1 ? button(draw, 'incident/ack-all', 'cards.acknowledge_all') : []);

function listed(title: TextKey, rows: readonly ListedIncident[], draw: Drawing, how: 'act' | 'look', actions: readonly CommandAction[] = []): HomePart[] {
  return rows.length === 0 ? [] : [{ title: draw.say(title), body: [], actions }, ...rows.map((row) => homeLine(row, draw, how))];
}

function rest({ isSeeing, count }: HomeFacts, shown: number, draw: Drawing): HomePart[] {
  if (!isSeeing) return [];
  const text = (key: TextKey, n = 0): Block[] => [{ kind: 'text', text: [draw.say(key, { n })] }];
  if (count === 0) return [{ body: text('home.all_quiet'), actions: [] }];
  return count > shown ? [{ body: text('home.more', count - shown), actions: button(draw, 'incident/list', 'home.list') }] : [];
}

/** The reader's own teams first, then by name. */
function onCallPart({ reader, onCall }: HomeFacts, draw: Drawing): HomePart[] {
  if (onCall.length === 0) return [];
  const { say } = draw;
  const isMine = (row: OnCall) => reader !== 'visitor' && reader.teamIds.has(row.teamId);
  const rows = [...onCall.filter(isMine), ...onCall.filter((row) => !isMine(row))];
  const myself = reader === 'visitor' ? [] : [...new Set(rows.filter((row) => row.userId === reader.userId).map((row) => cut(tame(row.teamName), 60)))];
  const teams = [...Map.groupBy(rows, ({ teamId }) => teamId).values()];
  const lines = teams.slice(0, mostTeams).map((levels): Rich => [{ bold: cut(tame(levels[0]!.teamName), 60) }, ': ', ...onCallLine(levels, draw)]);
  const left = teams.length - lines.length;
  return [{
    title: say('teamCommands.who_title'),
    body: [
      ...(myself.length === 0 ? [] : [{ kind: 'text' as const, text: [{ bold: say('teamCommands.you_are', { teams: myself.slice(0, mostTeams).join(', ') }) }] }]),
      { kind: 'list', items: [...lines, ...(left > 0 ? [[say('home.more_teams', { n: left })]] : [])] },
    ],
    actions: [...(left > 0 ? button(draw, 'oncall/who', 'teamCommands.who_button') : []), ...(reader === 'visitor' ? [] : button(draw, 'oncall/test', 'reach.test_button'))],
  }];
}
