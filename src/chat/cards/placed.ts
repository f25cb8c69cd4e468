import type { Placed } from '../../domain/incidents/is-service.ts';
import { shortId } from '../../domain/incidents/schema.ts';
import type { Rich } from '../card.ts';
import type { Drawing } from '../command.ts';
import { cut, tame } from '../notice.ts';

/** What saying the service of an incident came to. */
export function placed({ incident, alias, aliasRefused }: Placed, { say }: Drawing): { title: string; text: readonly Rich[] } {
  const service = cut(tame(incident.service_name), 60);
  const more = aliasRefused ? say('commands.alias_refused', { service }) : alias === undefined ? undefined : say('commands.alias_added', { alias: cut(tame(alias), 60), service });
  return { title: say('commands.placed', { incident: shortId(incident), service, team: cut(tame(incident.team_name), 60) }), text: more === undefined ? [] : [[more]] };
}
