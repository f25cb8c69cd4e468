import { useSignal } from '@preact/signals';
import { Fragment } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { MessageView, PlaceView } from '../contract.ts';
import { answered } from './act.ts';
import { problemOf } from './api.ts';
import { conversations, loadEarlier, loadNewest, markRead } from './conversation.ts';
import { Message, Whisper } from './message.tsx';
import { ephemerals, placeById, whisper, type Ephemeral } from './state.ts';
import { dayWords } from './time.tsx';
import { t } from './words.ts';

/** Within this distance of the end, in pixels, a reader wants to follow what is new. */
const NEAR_END = 80;
/** Lines of one person within this time, in milliseconds, are one utterance. */
const SAME_BREATH = 5 * 60_000;

/** Place and answer → the message it stands below. By clocks it could not be told: mine and the server's differ. */
const anchors = new Map<string, string>();

/** The messages of a place, newest at the bottom, and between them what only I see, where it was said. */
export function Messages({ place }: { place: PlaceView }) {
  const log = useRef<HTMLDivElement>(null);
  const follow = useRef(true);
  const behind = useSignal(false);
  const seen = useRef(0);
  const known = conversations.value[place.id];
  const own = ephemerals.value.filter((it) => it.place === place.id || it.place === '');
  const newest = known?.messages.at(-1)?.id;
  const below = anchored(place.id, own, known?.messages);
  useEffect(() => {
    loadNewest(place.id).catch((error: unknown) => whisper(place.id, { problem: problemOf(error) }));
  }, [place.id]);
  useEffect(() => {
    const read = () => void markRead(place.id).catch(problemOf);
    read();
    document.addEventListener('visibilitychange', read);
    return () => document.removeEventListener('visibilitychange', read);
  }, [place.id, placeById(place.id)?.unread]);
  const toEnd = () => {
    const last = [...(log.current?.querySelectorAll<HTMLElement>('.message, .whisper') ?? [])].at(-1);
    const { scrollHeight = 0, clientHeight = 0 } = log.current ?? {};
    // What is taller than the window is read from its beginning.
    if (last && last.offsetHeight > clientHeight) last.scrollIntoView({ block: 'start' });
    else log.current?.scrollTo({ top: scrollHeight });
  };
  useLayoutEffect(() => {
    if (follow.current) toEnd();
    else behind.value = true;
  }, [newest]);
  // What I asked for I want to see, wherever I was reading; dismissing it asks for nothing.
  const latest = own.at(-1)?.id ?? 0;
  useLayoutEffect(() => {
    if (latest > seen.current) toEnd();
    seen.current = Math.max(latest, seen.current);
  }, [latest]);
  useLayoutEffect(toEnd, [answered.value]);
  useEffect(() => {
    // A card that grows (an edit, a picture) must not push the end out of sight.
    const watch = new ResizeObserver(() => { if (follow.current) toEnd(); });
    for (const child of [log.current, log.current?.firstElementChild]) if (child) watch.observe(child);
    return () => watch.disconnect();
  }, []);
  const scrolled = () => {
    const { scrollHeight = 0, scrollTop = 0, clientHeight = 0 } = log.current ?? {};
    follow.current = scrollHeight - scrollTop - clientHeight < NEAR_END;
    if (follow.current) behind.value = false;
  };
  const earlier = async () => {
    const height = log.current?.scrollHeight ?? 0;
    follow.current = false;
    await loadEarlier(place.id).catch((error: unknown) => whisper(place.id, { problem: problemOf(error) }));
    requestAnimationFrame(() => log.current?.scrollBy({ top: log.current.scrollHeight - height }));
  };
  return (
    <div class="log-frame">
      <div ref={log} class="log" role="log" aria-live="polite" aria-label={t('messages_of', { name: place.name })} tabIndex={0} onScroll={scrolled}>
        <div class="log-inside">
          {known?.more && <button type="button" class="button earlier" onClick={() => void earlier()}>{t('earlier')}</button>}
          {!known && <p class="empty">{t('loading')}</p>}
          {known?.messages.length === 0 && own.length === 0 && <p class="empty">{t('no_messages')}</p>}
          {below('')}
          {known?.messages.map((message, index) => (
            <Fragment key={message.id}>
              <Dated message={message} before={known.messages[index - 1]} />
              {below(message.id)}
            </Fragment>
          ))}
        </div>
      </div>
      {behind.value && <button type="button" class="button primary newer" onClick={toEnd}><span aria-hidden="true">↓ </span>{t('newer')}</button>}
    </div>
  );
}

/** Answers stay below the message that was the newest when they came. @returns what stands below a message; '' is the top */
function anchored(place: string, own: readonly Ephemeral[], messages: readonly MessageView[] | undefined) {
  const ids = new Set(messages?.map((message) => message.id));
  const anchorOf = (it: Ephemeral): string => {
    const key = `${place} ${it.id}`;
    const anchor = anchors.get(key) ?? messages?.at(-1)?.id ?? '';
    if (messages) anchors.set(key, anchor);
    return ids.has(anchor) ? anchor : '';
  };
  const groups = Map.groupBy(own, anchorOf);
  return (anchor: string) => groups.get(anchor)?.map((it) => <Whisper key={it.id} it={it} />);
}

function Dated({ message, before }: { message: MessageView; before: MessageView | undefined }) {
  const day = dayWords(message.at);
  const continued = before !== undefined && before.author?.id === message.author?.id && !message.card && !before.card
    && Date.parse(message.at) - Date.parse(before.at) < SAME_BREATH;
  return (
    <Fragment>
      {(!before || dayWords(before.at) !== day) && <div class="day"><span>{day}</span></div>}
      <Message message={message} continued={continued} />
    </Fragment>
  );
}
