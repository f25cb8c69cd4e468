import type { Context } from '../../context.ts';
import { listOpenIncidents } from '../../domain/incidents/list-open.ts';
import { type Incident, shortId } from '../../domain/incidents/schema.ts';
import { whoIsOnCall } from '../../domain/oncall/who-is-on-call.ts';
import { may } from '../../permissions.ts';
import { type Say, sayIn } from '../../texts/say.ts';
import type { ConsoleState, IncidentLine, OnCallLine } from './contract.ts';
import { listPlaces } from './list-places.ts';
import { type Manner, meOf } from './me.ts';

/**
 * Everything that stands around the messages. What the reader may not see is absent, not an error.
 * @param trouble what is wrong with the installation, in the reader's language
 */
export async function consoleState(ctx: Context, manner: Manner, csrf: string, trouble?: string): Promise<ConsoleState> {
  const say = sayIn(manner.language, manner.timeZone);
  const [me, places, openIncidents, onCall] = await Promise.all([
    meOf(ctx, manner, csrf),
    listPlaces(ctx, say),
    may(ctx.actor, 'view_incident') ? openLines(ctx) : [],
    may(ctx.actor, 'view_schedule') ? onCallLines(ctx, say) : [],
  ]);
  const rooms = new Map(places.flatMap((place) => (place.kind === 'room' && place.incident !== undefined ? [[place.incident, place.id]] : [])));
  const withRooms = openIncidents.map((line) => ({ ...line, ...(rooms.has(line.shortId) ? { room: rooms.get(line.shortId)! } : {}) }));
  return { me, places, openIncidents: withRooms, onCall, ...(trouble === undefined ? {} : { trouble }) };
}

/** One line of the list beside the chat. */
export const lineOf = (incident: Incident): IncidentLine => ({
  id: incident.id,
  shortId: shortId(incident),
  title: incident.title,
  service: incident.service_name,
  team: incident.team_name,
  severity: incident.severity,
  status: incident.status,
  createdAt: incident.created_at.toISOString(),
  ...(incident.lead_name === null ? {} : { lead: incident.lead_name }),
});

const openLines = async (ctx: Context): Promise<IncidentLine[]> => (await listOpenIncidents(ctx)).map(lineOf);

async function onCallLines(ctx: Context, say: Say): Promise<OnCallLine[]> {
  const rows = await whoIsOnCall(ctx);
  return rows.map((row) => ({ team: row.teamName, level: row.level, ...(row.username === null ? {} : { user: row.username }), why: say(row.why.key, row.why.params) }));
}
