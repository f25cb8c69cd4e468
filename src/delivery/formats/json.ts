import type { Message } from '../provider.ts';
import type { Format } from './format.ts';

export const eventOf = (message: Message): string => message.facts?.event ?? 'message';

/**
 * Our own. Members are always present; unknown ones are null:
 * `{event, timestamp, key, headline, body, person, incident{id, short_id, title, severity, status, service, team, by, url}, acknowledge_url}`.
 */
export const json: Format = {
  keepsAlerts: false,
  postsOf: (message, { url }) => [{ url, body: bodyOf(message) }],
};

function bodyOf(message: Message): object {
  const { facts } = message;
  return {
    event: eventOf(message),
    timestamp: facts?.timestamp ?? new Date().toISOString(),
    key: message.key,
    headline: message.headline,
    body: message.body,
    person: facts?.person ?? null,
    incident: facts?.incident ? { ...facts.incident, by: facts.incident.by ?? null, url: facts.incident.url ?? message.incidentUrl ?? null } : null,
    acknowledge_url: message.acknowledgeUrl ?? null,
  };
}
