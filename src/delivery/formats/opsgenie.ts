import { harmless } from '../../chat/harmless.ts';
import { cutTo } from '../cut-bytes.ts';
import type { Message } from '../provider.ts';
import { Refusal } from '../refusal.ts';
import { objectIn, textIn } from '../vendor-json.ts';
import { happeningOf, severityOf } from './incident-words.ts';
import type { Addressee, Format, Post } from './format.ts';

/** The Alert API's limits, in characters; more is refused or cut. */
const limits = { message: 130, description: 15_000, entity: 512, tag: 50, note: 25_000, user: 100 } as const;
const source = 'IMAS Manager';
const units = (piece: string): number => piece.length;
/** Opsgenie draws HTML in texts; what looks like a tag is shown as text. */
const tame = (text: string, max: number): string => cutTo(harmless(text).replaceAll(/<(?=[a-z/!])/gi, '‹'), max, units);

/** Opsgenie's Alert API: the incident's id is the alert's alias. In Europe it listens at https://api.eu.opsgenie.com. */
export const opsgenie: Format = {
  home: 'https://api.opsgenie.com',
  keepsAlerts: true,
  postsOf: (message, to) => {
    const { id, by } = message.facts?.incident ?? { id: `imas-${message.key}` };
    switch (happeningOf(message)) {
      case 'opened': return [create(message, id, to)];
      // An alert that is open there still only counts one more: it has to be told that nobody has it in hand.
      case 'reopened': return [create(message, id, to), act('unacknowledge', id, undefined, to)];
      case 'acknowledged': return [act('acknowledge', id, by, to)];
      case 'resolved': return [act('close', id, by, to)];
      case undefined: return [create(message, id, to), act('close', id, undefined, to)];
    }
  },
  explain(body) {
    const why = textIn(objectIn(body), 'message');
    return why === undefined ? undefined : { why };
  },
  read(body) {
    const id = textIn(objectIn(body), 'requestId');
    if (id === undefined) throw new Refusal('outgoing.unreadable', { host: 'Opsgenie' }, { retry: false });
    return { id };
  },
};

const post = ({ url, secret }: Addressee, path: string, body: object): Post => ({ url: `${url.replace(/\/+$/, '')}/v2/alerts${path}`, headers: { authorization: `GenieKey ${secret}` }, body });

const act = (verb: 'acknowledge' | 'unacknowledge' | 'close', alias: string, by: string | undefined, to: Addressee): Post =>
  post(to, `/${encodeURIComponent(alias)}/${verb}?identifierType=alias`, { source, ...(by === undefined ? {} : { user: tame(by, limits.user) }) });

function create(message: Message, alias: string, to: Addressee): Post {
  const incident = message.facts?.incident;
  const tags = incident === undefined ? [] : [incident.short_id, `SEV${severityOf(message)}`, incident.team].filter((tag) => tag !== '').map((tag) => tame(tag, limits.tag));
  return post(to, '', {
    message: tame(message.headline, limits.message), alias, description: tame(message.body, limits.description), priority: incident === undefined ? 'P5' : `P${severityOf(message)}`,
    source, entity: tame(incident?.service ?? '', limits.entity), tags,
    details: { ...(incident === undefined ? {} : { incident: incident.short_id }), ...(message.incidentUrl === undefined ? {} : { url: message.incidentUrl }) },
  });
}
