import { signal } from '@preact/signals';
import type { MessagesPage, MessageView } from '../contract.ts';
import { get, post } from './api.ts';
import { placeById, state } from './state.ts';

export interface Conversation { messages: readonly MessageView[]; more: boolean }
/** What was loaded of each place; oldest message first. */
export const conversations = signal<Readonly<Record<string, Conversation>>>({});

/** Adds messages; of each the highest version stays. */
function merge(old: readonly MessageView[], fresh: readonly MessageView[]): MessageView[] {
  const byId = new Map(old.map((message) => [message.id, message]));
  for (const message of fresh) {
    const known = byId.get(message.id);
    if (!known || message.version >= known.version) byId.set(message.id, message);
  }
  return [...byId.values()].sort((a, b) => Date.parse(a.at) - Date.parse(b.at) || (a.id < b.id ? -1 : 1));
}

function put(place: string, fresh: readonly MessageView[], more?: boolean, old = conversations.peek()[place]?.messages ?? []): void {
  const messages = merge(old, fresh);
  conversations.value = { ...conversations.peek(), [place]: { messages, more: more ?? conversations.peek()[place]?.more ?? false } };
}

/** A message that was posted or edited just now. */
export function receive(message: MessageView): void {
  put(message.place, [message], conversations.peek()[message.place]?.more ?? true);
}

/** Loads the newest messages of a place. @throws Refusal */
export async function loadNewest(place: string): Promise<void> {
  const page = await get<MessagesPage>('messages', { place });
  const known = conversations.peek()[place]?.messages ?? [];
  const ids = new Set(page.messages.map((message) => message.id));
  const newest = page.messages.at(-1)?.at ?? '';
  // What is older than this page stays only if it joins up; otherwise messages would be missing without a trace.
  const joins = known.some((message) => ids.has(message.id));
  const reachesBack = known[0] !== undefined && !ids.has(known[0].id);
  if (joins && reachesBack) put(place, page.messages);
  else put(place, page.messages, page.more, known.filter((message) => ids.has(message.id) || message.at > newest));
}

/** Loads the page before the oldest message that is known. @throws Refusal */
export async function loadEarlier(place: string): Promise<void> {
  const oldest = conversations.peek()[place]?.messages[0];
  if (!oldest) return;
  const page = await get<MessagesPage>('messages', { place, before: oldest.id });
  put(place, page.messages, page.more);
}

/** After the event stream was broken: catches up every place that was opened. */
export async function catchUp(): Promise<void> {
  await Promise.all(Object.keys(conversations.peek()).map(loadNewest));
}

/** Tells the server that I have seen a place, once there is something to clear. */
export async function markRead(place: string): Promise<void> {
  const seen = placeById(place);
  const now = state.peek();
  if (!seen || seen.unread === 0 || !now || document.visibilityState !== 'visible') return;
  state.value = { ...now, places: now.places.map((it) => (it.id === place ? { ...it, unread: 0 } : it)) };
  await post('read', { place });
}
