import type { OnCall } from '../../domain/oncall/who-is-on-call.ts';
import type { Rich } from '../card.ts';
import type { Drawing } from '../command.ts';
import { tameParams } from '../notice.ts';
import { levelWords } from './schedule.ts';

/**
 * Who answers for one team, level after level: `Bea (rotation Weekly, until Mon 09:00) · backup: Carl (pinned by hand)`.
 * Of nobody no reason is given where there is none to give.
 */
export function onCallLine(rows: readonly OnCall[], draw: Drawing): Rich {
  if (rows.length === 0) return [draw.say('teamCommands.nobody')];
  return rows.flatMap((row, index): Rich => [...(index === 0 ? [] : [` · ${levelWords(row.level, draw)}: `]), whoSpan(row, draw), ...why(row, draw)]);
}

const whoSpan = ({ userId, username }: OnCall, { say }: Drawing): Rich[number] => (userId === null ? say('teamCommands.nobody') : { person: userId, name: username! });

function why({ by, until, why: { key, params } }: OnCall, { say }: Drawing): Rich {
  if (key === 'oncall.nobody') return [];
  // The end of an entry or override stands in its words.
  if (until == null || (by?.by !== 'rotation')) return [` (${say(key, tameParams(params))})`];
  return [` (${say(key, tameParams(params))}, ${say('oncall.until')} `, { time: until.toISOString(), style: 'datetime' }, ')'];
}
