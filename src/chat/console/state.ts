import type { Context } from '../../context.ts';
import { listIncidents } from '../../domain/incidents/list.ts';
import { whoIsOnCall } from '../../domain/oncall/who-is-on-call.ts';
import { may } from '../../permissions.ts';
import { type Say, sayIn } from '../../texts/say.ts';
import type { ConsoleState, IncidentLine, OnCallLine } from './contract.ts';
import { incidentLine } from './incident-line.ts';
import { listPlaces } from './list-places.ts';
import { type Manner, meOf } from './me.ts';

/** Most that are listed beside the chat. */
const MOST_INCIDENTS = 200;

/**
 * Everything that stands around the messages. What the reader may not see is absent, not an error.
 * @param trouble what is wrong with the installation, in the reader's language
 */
export async function consoleState(ctx: Context, manner: Manner, csrf: string, trouble?: string): Promise<ConsoleState> {
  const say = sayIn(manner.language, manner.timeZone);
  const [me, places, openIncidents, onCall] = await Promise.all([
    meOf(ctx, manner, csrf),
    listPlaces(ctx, say),
    may(ctx.actor, 'view_incident') ? openLines(ctx, say) : [],
    may(ctx.actor, 'view_schedule') ? onCallLines(ctx, say) : [],
  ]);
  const rooms = new Map(places.flatMap((place) => (place.kind === 'room' && place.incident !== undefined ? [[place.incident, place.id]] : [])));
  const withRooms = openIncidents.map((line) => ({ ...line, ...(rooms.has(line.shortId) ? { room: rooms.get(line.shortId)! } : {}) }));
  return { me, places, openIncidents: withRooms, onCall, ...(trouble === undefined ? {} : { trouble }) };
}

const openLines = async (ctx: Context, say: Say): Promise<IncidentLine[]> =>
  (await listIncidents(ctx, { status: 'open', limit: MOST_INCIDENTS })).rows.map((incident) => incidentLine(incident, say));

async function onCallLines(ctx: Context, say: Say): Promise<OnCallLine[]> {
  const rows = await whoIsOnCall(ctx);
  return rows.map((row) => ({ team: row.teamName, level: row.level, ...(row.username === null ? {} : { user: row.username }), why: say(row.why.key, row.why.params) }));
}
