import type { Place, Posted } from '../platform.ts';
import type { Lane } from '../platform-fault.ts';
import type { Slack } from './web.ts';

/** The mark that every message of ours carries, unseen. */
const eventType = 'imas_message';
export const markOf = (key: string) => ({ event_type: eventType, event_payload: { key } });

interface Page { messages?: { ts: string; metadata?: { event_type?: string; event_payload?: { key?: string } } }[]; response_metadata?: { next_cursor?: string } }
const most = 100;
const pages = 3;

/**
 * The message with that key among the newest 300 of a channel or thread. How old it is does not matter: no clock but
 * Slack's own would have to be believed. @throws SlackFault
 */
export async function findByKey(slack: Slack, place: Place, key: string, lane: Lane): Promise<Posted | undefined> {
  const method = place.thread === undefined ? 'conversations.history' : 'conversations.replies';
  let cursor: string | undefined;
  for (let page = 0; page < pages; page++) {
    const { messages = [], response_metadata: more } = await slack.call<Page>(method, {
      channel: place.id, include_all_metadata: true, limit: most, ...(place.thread === undefined ? {} : { ts: place.thread }), ...(cursor === undefined ? {} : { cursor }),
    }, { lane, place: place.id });
    const found = messages.find(({ metadata }) => metadata?.event_type === eventType && metadata.event_payload?.key === key);
    if (found) return { place, id: found.ts };
    cursor = more?.next_cursor;
    if (cursor === undefined || cursor === '') return undefined;
  }
  return undefined;
}
