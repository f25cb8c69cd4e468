import { computed, effect, signal } from '@preact/signals';
import type { CommandAction } from '../../card.ts';
import type { ConsoleEvent } from '../contract.ts';
import { problemOf } from './api.ts';
import { conversations, loadNewest } from './conversation.ts';
import { notify } from './notification.ts';
import { pageCount, state } from './state.ts';

type PageEvent = Extract<ConsoleEvent, { type: 'page' }>;
/** The button of a card that ends the alarm; every platform shares its name. */
const ACKNOWLEDGE = 'incident/ack';

export interface Page { incident: string; notice: string; place: string; action?: CommandAction }

const events = signal<readonly PageEvent[]>([]);
/** Silent until the next page, because somebody pressed Mute. */
export const muted = signal(false);

/** Pages whose message still offers to acknowledge, newest first. */
const fromMessages = computed<Page[]>(() => Object.values(conversations.value)
  .flatMap((it) => it.messages)
  .filter((message) => message.page && message.card)
  .sort((a, b) => Date.parse(b.at) - Date.parse(a.at))
  .flatMap((message) => {
    const action = message.card?.actions.find((it): it is CommandAction => 'command' in it && it.command === ACKNOWLEDGE);
    return action ? [{ incident: action.args.incident ?? '', notice: message.card?.notice ?? '', place: message.place, action }] : [];
  }));

/** What pages me now; empty as soon as the server counts no page for me. */
export const pages = computed<Page[]>(() => {
  if (pageCount.value === 0) return [];
  return [...events.value.filter((event) => !isSpokenFor(event)), ...fromMessages.value].sort(worstFirst);
});
/** Once the message is here it speaks for its event, answered or not: an event beside it would outlive its acknowledgement. */
const isSpokenFor = (event: PageEvent): boolean => conversations.value[event.place]?.messages
  .some((message) => message.card?.actions.some((it) => 'command' in it && it.args.incident === event.incident)) ?? false;
/** A first line begins with its severity, SEV1 before SEV2; among equals the newest stays first. */
function worstFirst(a: Page, b: Page): number {
  return a.notice.slice(0, 4).localeCompare(b.notice.slice(0, 4));
}
export const alarming = computed(() => pageCount.value > 0);

/** A page came in: be heard. */
export function ring(event: PageEvent): void {
  events.value = [event, ...events.peek().filter((it) => it.incident !== event.incident)];
  muted.value = false;
  notify(event);
  void loadNewest(event.place).catch(problemOf);
}

/** What acknowledges a page. */
export const acknowledgement = (page: Page): Pick<CommandAction, 'command' | 'args'> =>
  page.action ?? { command: ACKNOWLEDGE, args: { incident: page.incident } };

// After a reload there was no event: the messages of the paging places say what it is about.
effect(() => {
  const paging = state.value?.places.filter((place) => place.pages > 0) ?? [];
  for (const place of paging) {
    if (!conversations.peek()[place.id]) void loadNewest(place.id).catch(problemOf);
  }
});
// An event of a page that is over must not come back with the next one.
effect(() => {
  if (state.value && pageCount.value === 0 && events.peek().length > 0) events.value = [];
});
